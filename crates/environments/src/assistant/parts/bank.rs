//! The company's bank account.

use super::money::Money;
use super::search::Words;
use super::time::{NOW, is_day};
use crate::agentboard::Failure;
use crate::assistant::input::Input;
use crate::assistant::office::Office;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// The account, what went through it, and what is paid every month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::assistant) struct Bank {
    owner: String,
    account: String,
    currency: String,
    balance: Money,
    transactions: Vec<Transaction>,
    orders: Vec<Order>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Transaction {
    id: String,
    date: String,
    name: String,
    account: String,
    /// Negative when it was paid.
    amount: Money,
    reference: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    id: String,
    name: String,
    account: String,
    amount: Money,
    reference: String,
    /// Day of the month.
    day: u32,
}

/// Plays a tool of this service.
pub(in crate::assistant) fn play(office: &mut Office, name: &str, input: &Input) -> Result<Value, Failure> {
    match name {
        "read_account" => Ok(office.bank.shown()),
        "list_transactions" => office.bank.list(input),
        "search_transactions" => office.bank.search(input),
        "transfer_money" => transfer(office, input),
        "list_standing_orders" => Ok(json!(office.bank.orders)),
        "create_standing_order" => create_order(office, input),
        "change_standing_order" => change_order(office, input),
        "cancel_standing_order" => cancel_order(office, input),
        _ => Err(Failure::Unknown),
    }
}

impl Bank {
    /// Adds what a task needs; once there is an account, it stays.
    pub(in crate::assistant) fn extend(&mut self, more: Self) {
        if self.account.is_empty() {
            *self = more;
            return;
        }
        self.transactions.extend(more.transactions);
        self.orders.extend(more.orders);
    }

    fn shown(&self) -> Value {
        json!({
            "owner": self.owner, "account": self.account, "balance": self.balance, "currency": self.currency,
        })
    }

    fn list(&self, input: &Input) -> Result<Value, Failure> {
        let (first, last) = (input.text("first_day")?, input.text("last_day")?);
        if !is_day(first) || !is_day(last) {
            return Err(Failure::refused("first_day and last_day must be days like 2031-05-20."));
        }
        let within = |one: &&Transaction| (first..=last).contains(&one.date.as_str());
        Ok(self.transactions.iter().filter(within).map(|one| json!(one)).collect())
    }

    fn search(&self, input: &Input) -> Result<Value, Failure> {
        let words = Words::of(input.text("query")?);
        let fits = |one: &&Transaction| words.are_in([one.name.as_str(), &one.account, &one.reference]);
        Ok(self.transactions.iter().filter(fits).map(|one| json!(one)).collect())
    }

    fn order(&self, id: &str) -> Result<&Order, Failure> {
        self.orders.iter().find(|order| order.id == id).ok_or_else(|| {
            let what = format!("There is no standing order with the id {id}.");
            Failure::refused(format!("{what} list_standing_orders tells ids."))
        })
    }
}

/// Name, account, amount and reference of a payment.
fn payment(input: &Input) -> Result<(String, String, Money, String), Failure> {
    let (name, account) = (input.text("name")?, input.text("account")?);
    let letters = account.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
    if !letters || account.len() < 12 || !account.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Failure::refused(
            "An account is two letters and digits, without spaces: ZZ71004255108830.",
        ));
    }
    let reference = input.text("reference")?;
    Ok((name.to_owned(), account.to_owned(), amount(input)?, reference.to_owned()))
}

fn amount(input: &Input) -> Result<Money, Failure> {
    Money::read(input.value("amount")?)
        .filter(|money| money.is_positive())
        .ok_or_else(|| Failure::refused("amount must be more than 0, with two decimals at most."))
}

fn transfer(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (name, account, amount, reference) = payment(input)?;
    if amount > office.bank.balance {
        let balance = json!(office.bank.balance);
        return Err(Failure::refused(format!("The account holds {balance}, which is not enough.")));
    }
    let id = office.fresh();
    let bank = Arc::make_mut(&mut office.bank);
    bank.balance = bank.balance.minus(amount);
    let date = NOW.split(' ').next().unwrap_or_default().to_owned();
    let message = format!("Paid {} to {name}.", json!(amount));
    let paid = Money::default().minus(amount);
    bank.transactions.push(Transaction { id: id.clone(), date, name, account, amount: paid, reference });
    Ok(json!({"message": message, "id": id, "balance": bank.balance}))
}

fn create_order(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (name, account, amount, reference) = payment(input)?;
    let day = input.whole("day")?;
    if !(1..=28).contains(&day) {
        return Err(Failure::refused("day must be from 1 to 28."));
    }
    let id = office.fresh();
    let order = Order { id: id.clone(), name, account, amount, reference, day };
    let message = format!("Every month on day {day}, {} goes to {}.", json!(amount), order.name);
    Arc::make_mut(&mut office.bank).orders.push(order);
    Ok(json!({"message": message, "id": id}))
}

fn change_order(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let (id, amount) = (input.text("id")?, amount(input)?);
    let message = format!("{} gets {} every month.", office.bank.order(id)?.name, json!(amount));
    for order in Arc::make_mut(&mut office.bank).orders.iter_mut().filter(|order| order.id == id) {
        order.amount = amount;
    }
    Ok(message.into())
}

fn cancel_order(office: &mut Office, input: &Input) -> Result<Value, Failure> {
    let id = input.text("id")?;
    let message = format!("{} gets nothing more.", office.bank.order(id)?.name);
    Arc::make_mut(&mut office.bank).orders.retain(|order| order.id != id);
    Ok(message.into())
}
