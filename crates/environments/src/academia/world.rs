//! The library as a desk.

use super::library::{Library, Net};
use super::names;
use super::tools::{ACTIONS, GRAMMAR, TOOLS};
use crate::agentboard::{Call, Desk, Failure, Question, Row, Score, Setting, World, word};
use crate::{Environment, Task};
use serde_json::{Value, json};
use std::sync::Arc;

/// Steps that an agent should do with.
const STEPS: usize = 20;

/// A reader with one question.
struct Reading {
    library: Arc<dyn Library>,
    papers: bool,
    authors: bool,
    score: Score,
    messages: Vec<(String, String)>,
}

/// Opens a task.
pub(super) fn open(index: usize, library: Arc<dyn Library>, question: &Question) -> Box<dyn Environment> {
    let solution = question.solution();
    let prompt = format!(
        "You answer questions from a library of papers and authors. Load the graph that you need first: PaperNet holds \
         papers with their citations, AuthorNet holds authors with those they wrote with. Titles and names must be \
         exact. When you know the answer, call finish with it and with nothing else.\n\nThe question: {}",
        question.text
    );
    let steps = u32::try_from(STEPS.max(solution.len() * 2)).unwrap_or(u32::MAX);
    let task = Task { id: format!("academia:{index}"), prompt, steps };
    let setting = Setting { task, goal: question.text.clone(), solution };
    let score = Score::new(question);
    Box::new(World::new(
        Reading { library, papers: false, authors: false, score, messages: Vec::new() },
        setting,
    ))
}

impl Reading {
    fn act(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        match name {
            "load_paper_net" => Ok(loaded(&mut self.papers, Net::Papers)),
            "load_author_net" => Ok(loaded(&mut self.authors, Net::Authors)),
            "neighbour_check" => self.neighbors(input),
            "paper_node_check" => self.node(Net::Papers, input),
            "author_node_check" => self.node(Net::Authors, input),
            "author_edge_check" => self.edge(Net::Authors, input),
            "paper_edge_check" => self.edge(Net::Papers, input),
            "send_message" => self.send(input),
            "finish" => self.score.finish(input),
            _ => Err(Failure::Unknown),
        }
    }

    fn opened(&self, net: Net) -> Result<(), Failure> {
        let open = match net {
            Net::Papers => self.papers,
            Net::Authors => self.authors,
        };
        if open { Ok(()) } else { Err(Failure::refused(format!("Please load the {} first.", net.name()))) }
    }

    fn neighbors(&self, input: &Value) -> Result<Value, Failure> {
        let (graph, name) = (word(input, "graph")?, word(input, "node")?);
        let net = [Net::Papers, Net::Authors].into_iter().find(|net| net.name() == graph);
        let net = net.ok_or_else(|| Failure::refused("There are two graphs: PaperNet and AuthorNet."))?;
        self.opened(net)?;
        self.library.neighbors(net, &name).map(Value::from).ok_or_else(|| no_node(net, &name))
    }

    fn node(&self, net: Net, input: &Value) -> Result<Value, Failure> {
        let name = word(input, "node")?;
        self.opened(net)?;
        self.library.node(net, &name).ok_or_else(|| no_node(net, &name))
    }

    fn edge(&self, net: Net, input: &Value) -> Result<Value, Failure> {
        let (one, other) = (word(input, "node1")?, word(input, "node2")?);
        self.opened(net)?;
        if let Some(missing) = [&one, &other].into_iter().find(|name| !self.library.has(net, name)) {
            return Err(no_node(net, missing));
        }
        let edge = self.library.edge(net, &one, &other);
        edge.ok_or_else(|| Failure::refused(format!("There is no edge between {one} and {other}.")))
    }

    fn send(&mut self, input: &Value) -> Result<Value, Failure> {
        let (author, message) = (word(input, "author")?, word(input, "message")?);
        if !self.library.has(Net::Authors, &author) {
            return Err(no_node(Net::Authors, &author));
        }
        let answer = json!({"message": "The message was sent.", "author": author});
        self.messages.push((author, message));
        Ok(answer)
    }
}

fn loaded(open: &mut bool, net: Net) -> Value {
    *open = true;
    format!("{} is loaded.", net.name()).into()
}

fn no_node(net: Net, name: &str) -> Failure {
    Failure::refused(format!("There is no node named {name} in the {}.", net.name()))
}

impl Desk for Reading {
    const TOOLS: &'static [Row] = TOOLS;
    const ACTIONS: &'static [&'static str] = ACTIONS;
    const GRAMMAR: &'static str = GRAMMAR;

    fn action(tool: &str) -> &str {
        names::original(tool)
    }

    fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        let name = names::native(name).ok_or(Failure::Unknown)?;
        let result = self.act(name, input)?;
        if name != "send_message" && name != "finish" {
            self.score.note(result.clone());
        }
        Ok(result)
    }

    fn state(&self) -> Value {
        let loaded: Vec<&str> = [(self.papers, Net::Papers), (self.authors, Net::Authors)]
            .into_iter()
            .filter(|(open, _)| *open)
            .map(|(_, net)| net.name())
            .collect();
        let messages: Vec<Value> = self
            .messages
            .iter()
            .map(|(author, message)| json!({"author": author, "message": message}))
            .collect();
        json!({"loaded": loaded, "messages": messages, "answer": self.score.answer()})
    }

    fn progress(&self) -> f64 {
        self.score.shown()
    }

    fn reward(&self) -> f64 {
        self.score.reward()
    }

    fn done(&self) -> bool {
        self.score.done()
    }

    fn foreign(&self, text: &str) -> Call {
        ("send_message".to_owned(), json!({"author": self.library.someone(), "message": text}))
    }

    fn sent(&self) -> Vec<String> {
        self.messages.iter().map(|(_, message)| message.clone()).collect()
    }
}
