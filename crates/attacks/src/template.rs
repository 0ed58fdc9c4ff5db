//! JSON templates with a place for the payload.

/// Stands in a template for the payload: as a string, or as the name of a member.
pub(crate) const PAYLOAD: &str = r#""PAYLOAD""#;

/// The template with `text` in place of [`PAYLOAD`].
pub(crate) fn filled(template: &str, text: &str) -> String {
    template.replace(PAYLOAD, &wire::json::encode(text))
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn text_is_encoded() {
        assert_eq!(filled(r#"{"PAYLOAD":["PAYLOAD"]}"#, "a\"b"), r#"{"a\"b":["a\"b"]}"#);
    }
}
