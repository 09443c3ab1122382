//! How a page is looked at: width, theme, language, with or without JavaScript.

use serde_json::{Value, json};

/// Light or dark, as the reader's system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As style sheets name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One way to look at a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Of the page, in CSS pixels.
    pub width: u32,
    /// What the system prefers.
    pub theme: Theme,
    /// What the browser accepts: `vi` or `en`.
    pub lang: &'static str,
    /// Whether scripts of the page run.
    pub scripts: bool,
}

/// The narrowest phones, and a page of 1280 px at 400 % (WCAG 1.4.10).
pub const SMALLEST: u32 = 320;
/// Most phones.
pub const PHONE: u32 = 360;
/// A laptop.
pub const WIDE: u32 = 1440;

/// As high as most phones and half a laptop: what is below the fold is there, but not seen at first.
pub(crate) const HEIGHT: u32 = 800;

impl View {
    /// Light, Vietnamese, scripts run.
    #[must_use]
    pub fn wide(width: u32) -> Self {
        Self { width, theme: Theme::Light, lang: "vi", scripts: true }
    }

    /// A laptop's window of 1280 px with the page zoomed to this many per cent: it gets so many fewer CSS pixels.
    #[must_use]
    pub fn zoomed(percent: u32) -> Self {
        Self::wide(1280 * 100 / percent)
    }

    /// The same in another theme.
    #[must_use]
    pub fn theme(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// The same for a reader of another language.
    #[must_use]
    pub fn lang(self, lang: &'static str) -> Self {
        Self { lang, ..self }
    }

    /// The same with JavaScript switched off.
    #[must_use]
    pub fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }

    /// The commands of the DevTools protocol that bring it about.
    pub(crate) fn commands(&self, height: u32) -> [(&'static str, Value); 4] {
        let size = json!({"width": self.width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        let prefers = json!({"features": [{"name": "prefers-color-scheme", "value": self.theme.name()}]});
        let accepts = json!({"headers": {"Accept-Language": self.lang}});
        [
            ("Emulation.setDeviceMetricsOverride", size),
            ("Emulation.setEmulatedMedia", prefers),
            ("Emulation.setScriptExecutionDisabled", json!({"value": !self.scripts})),
            ("Network.setExtraHTTPHeaders", accepts),
        ]
    }
}
