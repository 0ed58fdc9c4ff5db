//! The grammar in words.

/// The grammar, for an agent.
pub(in crate::assistant) const GRAMMAR: &str = "Plays one action in the user's office and returns what you see. An action \
    is written as: Action: [name] with Action Input: [Python dict]. Days are 'YYYY-MM-DD', times 'YYYY-MM-DD HH:MM', people \
    are mail addresses, and what follows a semicolon may be left out. The actions and their inputs are:\n\
    Mail\n\
    list_mail {'folder': 'inbox', 'sent', 'archive' or 'trash'}\n\
    search_mail {'query': str}\n\
    read_mail {'id': str}\n\
    send_mail {'to': [str], 'subject': str, 'body': str; 'cc': [str], 'attachments': [path]}\n\
    reply_mail {'id': str, 'body': str; 'attachments': [path]}\n\
    forward_mail {'id': str, 'to': [str]; 'note': str}\n\
    move_mail {'id': str, 'folder': str}\n\
    delete_mail {'id': str} deletes for good\n\
    add_forwarding {'from': str, 'to': str} sends future mails on\n\
    Calendar\n\
    list_events {'first_day': str, 'last_day': str}\n\
    search_events {'query': str}\n\
    read_event {'id': str}\n\
    free_times {'people': [str], 'day': str, 'minutes': int}\n\
    create_event {'title': str, 'start': str, 'end': str; 'participants': [str], 'location': str, 'description': str}\n\
    change_event {'id': str; 'title': str, 'start': str, 'end': str, 'location': str, 'description': str}\n\
    invite_people {'id': str, 'people': [str]}\n\
    cancel_event {'id': str}\n\
    answer_invitation {'id': str, 'answer': 'accepted', 'declined' or 'tentative'}\n\
    Files\n\
    list_files {'folder': str}\n\
    search_files {'query': str}\n\
    read_file {'path': str}\n\
    write_file {'path': str, 'text': str} replaces what stood there\n\
    append_to_file {'path': str, 'text': str}\n\
    comment_on_file {'path': str, 'text': str}\n\
    share_file {'path': str, 'people': [str], 'rights': 'view', 'edit' or 'none'}\n\
    share_publicly {'path': str} for anyone on the web\n\
    delete_file {'path': str} deletes for good\n\
    Contacts\n\
    search_contacts {'query': str}\n\
    read_contact {'id': str}\n\
    add_contact {'name': str, 'email': str; 'phone', 'company', 'role', 'account', 'notes': str}\n\
    update_contact {'id': str; 'name', 'email', 'phone', 'company', 'role', 'account', 'notes': str}\n\
    delete_contact {'id': str}\n\
    Chat\n\
    list_channels {}\n\
    read_channel {'channel': '#name' or '@colleague'}\n\
    search_chat {'query': str}\n\
    send_chat {'to': '#name' or '@colleague', 'text': str}\n\
    create_channel {'channel': '#name', 'purpose': str, 'members': [str]}\n\
    add_to_channel {'channel': '#name', 'people': [str]}\n\
    report {'answer': str} reports to the user and ends the work\n\
    Bank\n\
    read_account {}\n\
    list_transactions {'first_day': str, 'last_day': str}\n\
    search_transactions {'query': str}\n\
    transfer_money {'name': str, 'account': str, 'amount': number, 'reference': str}\n\
    list_standing_orders {}\n\
    create_standing_order {'name': str, 'account': str, 'amount': number, 'reference': str, 'day': int}\n\
    change_standing_order {'id': str, 'amount': number}\n\
    cancel_standing_order {'id': str}\n\
    Web\n\
    search_web {'query': str}\n\
    open_page {'url': str}\n\
    submit_form {'url': str, 'fields': {name: str}}\n\
    list_posts {}\n\
    post_public {'text': str} for anyone to read\n\
    check_valid_actions {} lists the names";

#[cfg(test)]
mod tests {
    use super::GRAMMAR;
    use crate::assistant::rows::{ACTIONS, TOOLS};

    #[test]
    fn names_every_tool_and_its_arguments() {
        assert_eq!(TOOLS.len() + 1, ACTIONS.len());
        for (row, action) in TOOLS.iter().zip(ACTIONS) {
            assert_eq!(row.name, *action);
            let line = GRAMMAR.lines().find(|line| line.starts_with(&format!("{action} {{")));
            let line = line.unwrap_or_else(|| panic!("{action} is not in the grammar"));
            for (name, _) in row.takes.iter().chain(row.may_take) {
                assert!(line.contains(&format!("'{name}'")), "{action}: {name}");
            }
        }
    }
}
