//! Gives clap's own words (headings, usage line, help flag) the reader's language.

use clap::{Arg, ArgAction, Command};
use thuchu_say::{self as say, Lang};

/// The tree with every heading and usage line in `lang`.
pub(super) fn whole(tree: Command, lang: Lang) -> Command {
    let name = tree.get_name().to_owned();
    let version = Arg::new("version")
        .long("version")
        .short('V')
        .action(ArgAction::Version)
        .help(say::help_version().in_lang(lang))
        .help_heading(say::help_heading_common().in_lang(lang));
    one(tree.disable_version_flag(true).arg(version), &name, lang)
}

fn one(command: Command, path: &str, lang: Lang) -> Command {
    let say = |message: say::Message| message.in_lang(lang);
    let help = Arg::new("help")
        .long("help")
        .short('h')
        .action(ArgAction::Help)
        .help(say(say::help_help()))
        .help_heading(say(say::help_heading_common()));
    let (for_words, for_options) = (say(say::help_heading_arguments()), say(say::help_heading_options()));
    let children: Vec<String> = command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    let mut command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .color(clap::ColorChoice::Never)
        .max_term_width(100)
        .arg(help)
        .mut_args(|arg| match arg.get_help_heading() {
            Some(_) => arg,
            None if arg.is_positional() => arg.help_heading(for_words.clone()),
            None => arg.help_heading(for_options.clone()),
        })
        .term_width(if cfg!(test) { 100 } else { 0 })
        .bin_name(path)
        .subcommand_help_heading(say(say::help_heading_commands()))
        .subcommand_value_name(say(say::help_command_slot()))
        .help_template(format!(
            "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            say(say::help_usage())
        ));
    for child in children {
        let path = format!("{path} {child}");
        command = command.mut_subcommand(child, |child| one(child, &path, lang));
    }
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", &say(say::help_options_slot()));
    command.override_usage(usage)
}
