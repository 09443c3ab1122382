//! Vietnamese and other text: forms for showing and matching, numbers, dates, links, cleaning at the door.
