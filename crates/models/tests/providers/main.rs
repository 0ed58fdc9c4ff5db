//! Real providers, played by servers on this machine that speak their formats and are as strict as they are.

#[cfg(test)]
mod anthropic;
#[cfg(test)]
mod anthropic_rules;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod openai;
#[cfg(test)]
mod openai_rules;
#[cfg(test)]
mod talk;
