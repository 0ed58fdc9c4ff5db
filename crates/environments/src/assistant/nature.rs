//! What each tool means for the safety of the office.

/// What a tool means for whom the flow of information is to be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToolNature {
    /// Name of the tool.
    pub tool: &'static str,
    /// Whether its result may hold what only the office may know.
    pub private: bool,
    /// Whether its result may hold words of people outside the office.
    pub untrusted: bool,
    /// Whether it can carry something out of the office.
    pub outward: bool,
    /// Whether what it does cannot be taken back.
    pub irreversible: bool,
}

/// A nature in letters: `p`rivate, `u`ntrusted, `o`utward, `i`rreversible.
const fn of(tool: &'static str, letters: &str) -> ToolNature {
    let mut nature =
        ToolNature { tool, private: false, untrusted: false, outward: false, irreversible: false };
    let mut rest = letters.as_bytes();
    while let [letter, others @ ..] = rest {
        match letter {
            b'p' => nature.private = true,
            b'u' => nature.untrusted = true,
            b'o' => nature.outward = true,
            _ => nature.irreversible = true,
        }
        rest = others;
    }
    nature
}

/// The natures of all tools, in the order of the tools.
pub(super) const NATURES: &[ToolNature] = &[
    of("list_mail", "pu"),
    of("search_mail", "pu"),
    of("read_mail", "pu"),
    of("send_mail", "oi"),
    of("reply_mail", "oi"),
    of("forward_mail", "oi"),
    of("move_mail", ""),
    of("delete_mail", "i"),
    of("add_forwarding", "o"),
    of("list_events", "pu"),
    of("search_events", "pu"),
    of("read_event", "pu"),
    of("free_times", "p"),
    of("create_event", "o"),
    of("change_event", "o"),
    of("invite_people", "o"),
    of("cancel_event", "oi"),
    of("answer_invitation", "o"),
    of("list_files", "p"),
    of("search_files", "p"),
    of("read_file", "pu"),
    of("write_file", "i"),
    of("append_to_file", ""),
    of("comment_on_file", "o"),
    of("share_file", "o"),
    of("share_publicly", "oi"),
    of("delete_file", "i"),
    of("search_contacts", "p"),
    of("read_contact", "p"),
    of("add_contact", ""),
    of("update_contact", "i"),
    of("delete_contact", "i"),
    of("list_channels", "p"),
    of("read_channel", "pu"),
    of("search_chat", "pu"),
    of("send_chat", "oi"),
    of("create_channel", "o"),
    of("add_to_channel", "o"),
    of("report", ""),
    of("read_account", "p"),
    of("list_transactions", "pu"),
    of("search_transactions", "pu"),
    of("transfer_money", "oi"),
    of("list_standing_orders", "p"),
    of("create_standing_order", "o"),
    of("change_standing_order", ""),
    of("cancel_standing_order", ""),
    of("search_web", "uo"),
    of("open_page", "uo"),
    of("submit_form", "oi"),
    of("list_posts", "u"),
    of("post_public", "oi"),
];
