//! What can be typed.

use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use store::Axis;

/// The crash-test lab for agents that use MCP.
#[derive(Debug, Parser)]
#[command(name = "safemcp", version, max_term_width = 100, after_help = AFTER)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

const AFTER: &str = "Exit codes: 0 ok, 1 usage, 2 harness error, 10 a gate failed, 130 interrupted.";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Run an experiment: the main job. Continues where it stopped.
    Run(RunArgs),
    /// Show the results of a run as a table, JSON or CSV.
    Results(ResultsArgs),
    /// Write the results of a run as one self-contained HTML page.
    Report(ReportArgs),
    /// Show what happened in one trial.
    Trace(TraceArgs),
    /// List environments, attacks, defenses, models and profiles.
    Catalog(CatalogArgs),
    /// Offer an environment as a real MCP server, clean or hostile.
    Serve(ServeArgs),
    /// Write down what a service defines, and tell what changed since.
    Pin(PinArgs),
    /// List, check, replay or play environments without an agent.
    Env(EnvArgs),
    /// Train or measure the detector of injected instructions.
    Detector(DetectorArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// Experiment file in YAML; the built-in pilot if none is named.
    pub(crate) experiment: Option<PathBuf>,
    /// Folder in which runs are kept.
    #[arg(long, default_value = "runs")]
    pub(crate) runs: PathBuf,
    /// Name of the run, instead of the experiment's.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Trials under way at once.
    #[arg(long)]
    pub(crate) concurrency: Option<usize>,
    /// Worker threads; all cores if not given.
    #[arg(long)]
    pub(crate) workers: Option<usize>,
    /// Print the plan and stop.
    #[arg(long)]
    pub(crate) plan: bool,
    /// Print neither plan nor progress.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("form").args(["json", "csv"]))]
pub(crate) struct ResultsArgs {
    /// Name of a run, or its folder.
    pub(crate) run: String,
    /// Folder in which runs are kept.
    #[arg(long, default_value = "runs")]
    pub(crate) runs: PathBuf,
    /// Versioned JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// CSV, one line a cell.
    #[arg(long)]
    pub(crate) csv: bool,
    /// Sum over all axes but these: environment, surface, strategy, objective, placement, trigger, attack, defense,
    /// model, profile.
    #[arg(long, value_name = "AXIS,AXIS", value_delimiter = ',', value_parser = axis)]
    pub(crate) by: Vec<Axis>,
    /// Show every cell, however many there are.
    #[arg(long, conflicts_with = "by")]
    pub(crate) all: bool,
    /// Each rung as a rate of the trials that reached the rung before.
    #[arg(long)]
    pub(crate) conditional: bool,
    /// Only the summary by model and defense.
    #[arg(long)]
    pub(crate) headline: bool,
    /// Characters in a line; the terminal's width if not given.
    #[arg(long)]
    pub(crate) width: Option<usize>,
    /// Print a digest of all trials and traces: equal for runs that found the same.
    #[arg(long, conflicts_with_all = ["json", "csv", "headline"])]
    pub(crate) digest: bool,
}

fn axis(name: &str) -> Result<Axis, String> {
    let known = || Axis::ALL.map(Axis::name).join(", ");
    Axis::from_name(name).ok_or_else(|| format!("there is no axis `{name}`; there are {}", known()))
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportArgs {
    /// Name of a run, or its folder.
    pub(crate) run: String,
    /// Folder in which runs are kept.
    #[arg(long, default_value = "runs")]
    pub(crate) runs: PathBuf,
    /// File to write; `report.html` in the run's folder if not given.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TraceArgs {
    /// Name of a run, or its folder.
    pub(crate) run: String,
    /// Key of a trial, or its beginning; the first trial if none is named.
    pub(crate) key: Option<String>,
    /// Folder in which runs are kept.
    #[arg(long, default_value = "runs")]
    pub(crate) runs: PathBuf,
    /// The whole trace as JSON lines, everything outside ASCII escaped.
    #[arg(long)]
    pub(crate) raw: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CatalogArgs {
    /// What to list; everything if not given.
    pub(crate) kind: Option<Kind>,
    /// One entry of that kind, in full: `surfaces TL03`, `defenses policy`.
    pub(crate) id: Option<String>,
    /// Versioned JSON, with everything that is known of each entry.
    #[arg(long, conflicts_with = "page")]
    pub(crate) json: bool,
    /// Every entry in full.
    #[arg(long, conflicts_with_all = ["id", "json", "page", "check"])]
    pub(crate) all: bool,
    /// Play every attack and every defense, and say what is not as the catalog says. Exit code 10 if anything.
    #[arg(long, conflicts_with_all = ["kind", "json"])]
    pub(crate) check: bool,
    /// The table of surfaces as a page in Markdown: with `surfaces` what is known of each row, with `--check` also in
    /// which eras it was executed, and what stopped and detected it.
    #[arg(long, conflicts_with = "id")]
    pub(crate) page: bool,
}

/// Parts of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Environments,
    Surfaces,
    Strategies,
    Objectives,
    Placements,
    Triggers,
    Defenses,
    Models,
    Profiles,
    /// The JSON Schema of experiment files.
    Schema,
}

#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("transport").args(["stdio", "http", "agentgym"]))]
pub(crate) struct ServeArgs {
    /// Environment, such as `textcraft`. With `--agentgym` it may be left out.
    #[arg(required_unless_present = "agentgym")]
    pub(crate) environment: Option<String>,
    /// Task.
    #[arg(long, default_value_t = 0)]
    pub(crate) index: usize,
    /// Seed.
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    /// Shape of the tools.
    #[arg(long, value_enum, default_value = "native")]
    pub(crate) shape: ShapeArg,
    /// Settings of the environment, as JSON.
    #[arg(long)]
    pub(crate) settings: Option<String>,
    /// Attack, such as `TL03/direct/hijack/after/always`: the server is then hostile.
    #[arg(long)]
    pub(crate) attack: Option<String>,
    /// Model that words the demand, for an attack with the placement `fused:model`: `openai/NAME`, `anthropic/NAME`, or one
    /// of the reference models.
    #[arg(long, value_name = "MODEL", requires = "attack")]
    pub(crate) attacker_model: Option<String>,
    /// Speak over standard input and output. This is the default.
    #[arg(long)]
    pub(crate) stdio: bool,
    /// Speak Streamable HTTP at this address, under the path `/mcp`.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) http: Option<SocketAddr>,
    /// Speak AgentGym's HTTP protocol at this address: every environment under its name, the one that is named at the
    /// root as well.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["index", "shape", "attack"])]
    pub(crate) agentgym: Option<SocketAddr>,
}

#[derive(Debug, ClapArgs)]
#[command(
    group = ArgGroup::new("service").args(["environment", "experiment", "url", "command"]).required(true),
    override_usage = "safemcp pin --name NAME [OPTIONS] -- COMMAND...\n       \
        safemcp pin --name NAME [OPTIONS] --url URL\n       \
        safemcp pin [OPTIONS] --environment ID\n       \
        safemcp pin [OPTIONS] --experiment FILE"
)]
pub(crate) struct PinArgs {
    /// Program and arguments of a server on standard input and output. It is started, and stopped again.
    #[arg(last = true, value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
    /// Address of a server that speaks Streamable HTTP.
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// Environment, such as `textcraft`.
    #[arg(long, value_name = "ID")]
    pub(crate) environment: Option<String>,
    /// Experiment file: every environment and service in it, under the names that they have there.
    #[arg(long, value_name = "FILE", conflicts_with = "name")]
    pub(crate) experiment: Option<PathBuf>,
    /// Name of the service, as the host has it; an environment's own if not given.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Lockfile to write; services that are not named stay in it as they are.
    #[arg(long, default_value = "safemcp.lock")]
    pub(crate) lockfile: PathBuf,
    /// Only tell what changed; exit with 10 if anything did.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Shapes of an environment's tools.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShapeArg {
    Native,
    Agentgym,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EnvArgs {
    #[command(subcommand)]
    pub(crate) verb: EnvVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EnvVerb {
    /// List environments: tasks, what is original, what is ours, source and license.
    List {
        /// Versioned JSON.
        #[arg(long)]
        json: bool,
    },
    /// Let reference/faithful play every task, in both shapes, and count the top rewards.
    Check {
        /// Environments, such as `textcraft`.
        environments: Vec<String>,
        /// All environments.
        #[arg(long, conflicts_with = "environments")]
        all: bool,
        /// Versioned JSON.
        #[arg(long)]
        json: bool,
    },
    /// Replay recorded episodes and print every difference.
    Replay {
        /// Recorded episodes, JSON lines with a meta line first.
        #[arg(required = true)]
        golden: Vec<PathBuf>,
        /// Settings of the environment, as JSON: `{"recipes": "FOLDER"}` for the original recipes. If not given, data
        /// that lie beside the recording are used: `textcraft_recipes/`, `webshop_catalogue.json`.
        #[arg(long)]
        settings: Option<String>,
    },
    /// Play by hand: JSON lines in, JSON lines out.
    ///
    /// In: {"reset":{"index":0,"seed":0}} or {"action":"..."}. Out: {"observation":...,"reward":...,"done":...}.
    Step {
        /// Environment, such as `textcraft`.
        environment: String,
        /// Settings of the environment, as JSON.
        #[arg(long)]
        settings: Option<String>,
        /// Tell with each action what it changed in the state.
        #[arg(long)]
        changes: bool,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DetectorArgs {
    #[command(subcommand)]
    pub(crate) verb: DetectorVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DetectorVerb {
    /// Train on labelled texts, on texts of our environments, and on attacks of our own making.
    Train(TrainArgs),
    /// Score labelled texts, and print recall, false positives and speed beside a list of keywords.
    Eval(EvalArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TrainArgs {
    /// Folder of labelled texts; `data` in the folder that SAFEMCP_SHARED names, or in `../shared`, if not given.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// File to write the weights to.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Leave out a dataset, such as `injecagent`, to see how the rest does on it.
    #[arg(long, value_name = "DATASET")]
    pub(crate) without: Vec<String>,
    /// Fail with exit code 10 unless the weights are byte for byte the ones that the program ships.
    #[arg(long, conflicts_with = "without")]
    pub(crate) check: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EvalArgs {
    /// Labelled texts as JSON lines: `text`, `label` (malicious or benign), `surface`, `dataset`. If no file is named,
    /// the held-out texts of the folder of labelled texts.
    #[arg(conflicts_with = "data")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder of labelled texts; `data` in the folder that SAFEMCP_SHARED names, or in `../shared`, if not given.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// Weights to use, instead of those that the program ships.
    #[arg(long)]
    pub(crate) weights: Option<PathBuf>,
    /// Versioned JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
