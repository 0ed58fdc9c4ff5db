//! Long stretches of bytes of one kind.

/// Where the first stretch of so many bytes (at least one) of a kind begins. Looks at every `length`th byte, and nearer
/// only where that is of the kind.
pub(crate) fn first(bytes: &[u8], length: usize, of: impl Fn(u8) -> bool) -> Option<usize> {
    let mut start = 0;
    loop {
        match bytes.get(start..start + length)?.iter().rposition(|byte| !of(*byte)) {
            Some(gap) => start += gap + 1,
            None => return Some(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::first;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_look_at_every_byte_finds(text in "[a0]{0,40}", length in 1_usize..6) {
            let digit = |byte: u8| byte.is_ascii_digit();
            let slow = text.as_bytes().windows(length).position(|run| run.iter().all(|byte| digit(*byte)));
            prop_assert_eq!(first(text.as_bytes(), length, digit), slow);
        }
    }
}
