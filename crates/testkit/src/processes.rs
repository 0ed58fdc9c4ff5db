//! Who is left of a process group.

/// The living members of a process group, read from `/proc`. The dead that nobody has collected yet do not count.
///
/// # Panics
/// Where there is no `/proc`.
pub fn group_members(group: i32) -> Vec<i32> {
    let processes =
        std::fs::read_dir("/proc").unwrap_or_else(|error| panic!("/proc cannot be read: {error}"));
    let ids = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
    ids.filter(|id| belongs(*id, group).unwrap_or(false)).collect()
}

/// `PID (NAME) STATE PARENT GROUP ...`; the name may hold anything, parentheses too.
fn belongs(id: i32, group: i32) -> Option<bool> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace();
    let living = fields.next()? != "Z";
    Some(living && fields.nth(1)?.parse() == Ok(group))
}
