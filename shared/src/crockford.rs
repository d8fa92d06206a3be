//! Crockford's base 32: codes that people read out and type.

/// Its digits: no letter that is taken for a digit, and none for another letter.
pub(crate) const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Reads what somebody typed: small letters, whatever parts the groups, and letters that look like digits. `None` when
/// a letter is in it that no code has.
pub(crate) fn typed(text: &str) -> Option<Vec<u8>> {
    let typed =
        text.chars().filter(char::is_ascii_alphanumeric).map(|letter| match letter.to_ascii_uppercase() {
            'O' => b'0',
            'I' | 'L' => b'1',
            other => other as u8,
        });
    let typed: Vec<u8> = typed.collect();
    typed.iter().all(|digit| DIGITS.contains(digit)).then_some(typed)
}
