//! The seven parts of the office: their records, and what each tool does to them.

pub(super) mod bank;
pub(super) mod calendar;
pub(super) mod chat;
pub(super) mod contacts;
pub(super) mod files;
pub(super) mod mail;
mod money;
mod search;
mod time;
pub(super) mod web;

pub(super) use bank::Bank;
pub(super) use calendar::Calendar;
pub(super) use chat::Chat;
pub(super) use contacts::Contacts;
pub(super) use files::Files;
pub(super) use mail::Mail;
pub(super) use web::Web;
