//! A category from the emoji that an item begins with.

/// The one table: a term, and the emoji that stand for it.
const TABLE: &[(&str, &str)] = &[
    ("award", "🏆🏅🥇🥈🥉🎖⭐🌟"),
    ("paper", "📄📝📃📜📑📰📖📚"),
    ("talk", "🎤🎙📢📣🗣"),
    ("service", "🤝⚖"),
    ("software", "💻🛠🔧📦🤗🐍🦀"),
    ("travel", "✈🛫🛬🌍🌎🌏🧳"),
    ("job", "💼🏢"),
    ("education", "🎓🏫"),
    ("announcement", "🎉🎊🥳🔥🚀✨"),
];

/// The term and the emoji, or `None` where a text begins otherwise.
pub(crate) fn of(text: &str) -> Option<(&'static str, char)> {
    let emoji = text.trim_start().chars().next()?;
    let row = TABLE.iter().find(|(_, all)| all.contains(emoji))?;
    Some((row.0, emoji))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_character_decides() {
        assert_eq!(of("🏆 Best paper"), Some(("award", '🏆')));
        // With and without the variation selector.
        assert_eq!(of("✈️ Off to Example City"), Some(("travel", '✈')));
        assert_eq!(of("Best paper 🏆"), None);
        assert_eq!(of(""), None);
    }
}
