//! Amounts of money.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

/// Largest amount that a call may name, in whole units of the currency.
const MOST: f64 = 1e9;

/// An amount in hundredths, so that sums are exact; as JSON a number in whole units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Money(i64);

impl Money {
    /// A number with at most two decimals.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let hundredths = value.as_f64().filter(|number| number.abs() <= MOST)? * 100.0;
        let whole = hundredths.round();
        ((hundredths - whole).abs() < 1e-4).then_some(Self(whole as i64))
    }

    /// Whether it is more than nothing.
    pub(super) fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// What is left when `other` is taken away.
    pub(super) fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 100 {
            0 => serializer.serialize_i64(self.0 / 100),
            _ => serializer.serialize_f64(self.0 as f64 / 100.0),
        }
    }
}

impl<'d> Deserialize<'d> for Money {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let wanted = "an amount is a number with two decimals at most";
        Self::read(&value).ok_or_else(|| de::Error::custom(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::Money;
    use serde_json::{Value, json};

    fn check(value: &Value, expected: Option<&str>) {
        let shown = Money::read(value).map(|money| json!(money).to_string());
        assert_eq!(shown.as_deref(), expected, "{value}");
    }

    #[test]
    fn amounts_are_exact() {
        check(&json!(249.5), Some("249.5"));
        check(&json!(1240.0), Some("1240"));
        check(&json!(-0.1), Some("-0.1"));
        check(&json!(0.005), None);
        check(&json!(1e300), None);
        check(&json!("12"), None);
    }
}
