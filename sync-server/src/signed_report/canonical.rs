//! One text for one value of JSON, so that it can be signed: the JSON Canonicalization Scheme (RFC 8785), as far as
//! reports need it. They hold no fractions, and their names are of ASCII.

use serde_json::Value;

/// The text: without white space, the members of an object by their names.
pub(crate) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            // In order of their names, also where a map keeps another one.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (at, (name, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(&Value::from(name.as_str()), text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        // Escaped as little as may be, which is what the scheme asks for.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What RFC 8785 asks for, in its own words where they fit.
    #[test]
    fn one_value_has_one_text() {
        let value = json!({
            "peach": "é\u{7f}€",
            "literals": [null, true, false],
            "a": {"b": [], "a": {}},
            "string": "\u{20ac}$\u{000F}\u{000a}A'\u{0042}\u{0022}\u{005c}\\\"/",
            "number": 333333333,
        });
        let text = concat!(
            r#"{"a":{"a":{},"b":[]},"literals":[null,true,false],"number":333333333,"peach":"é"#,
            "\u{7f}",
            r#"€","string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        assert_eq!(canonical(&value), text);
        assert_eq!(serde_json::from_str::<Value>(text).ok(), Some(value));
    }
}
