//! Films and people of our own database as data.

use super::overview::Overview;

/// A film. People, companies and genres are named by their places.
#[derive(Clone, Debug)]
pub(super) struct Film {
    pub(super) id: u64,
    pub(super) title: String,
    /// Day of release: `2009-04-01`.
    pub(super) date: String,
    pub(super) genres: Vec<usize>,
    /// In dollars.
    pub(super) budget: u64,
    /// In dollars.
    pub(super) revenue: u64,
    /// Average vote in thousandths, 0 to 10,000.
    pub(super) vote: u64,
    /// How many voted.
    pub(super) votes: u64,
    pub(super) overview: Overview,
    pub(super) keywords: Vec<&'static str>,
    pub(super) companies: Vec<usize>,
    /// Countries by their two letters.
    pub(super) countries: Vec<&'static str>,
    /// Who plays whom.
    pub(super) cast: Vec<(usize, String)>,
    /// Who does what.
    pub(super) crew: Vec<(usize, &'static str)>,
    /// Country, title and what kind of title it is.
    pub(super) other_titles: Vec<(&'static str, String, &'static str)>,
}

/// Someone who acts or works in films.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: u64,
    pub(super) name: String,
    /// Day of birth: `1961-12-24`.
    pub(super) birthday: String,
    pub(super) birthplace: String,
    pub(super) biography: String,
    /// Names elsewhere: IMDb, Facebook, Instagram, Twitter.
    pub(super) names: [Option<String>; 4],
    /// Films by their places.
    pub(super) cast: Vec<usize>,
    /// Films by their places, with the job.
    pub(super) crew: Vec<(usize, &'static str)>,
}

/// The kinds of crew, with their departments. The first three are the ones that lead.
pub(super) const JOBS: [(&str, &str); 6] = [
    ("Director", "Directing"),
    ("Producer", "Production"),
    ("Writer", "Writing"),
    ("Original Music Composer", "Sound"),
    ("Director of Photography", "Camera"),
    ("Editor", "Editing"),
];

impl Film {
    /// What was earned beyond what was spent, in dollars.
    pub(super) fn profit(&self) -> i128 {
        i128::from(self.revenue) - i128::from(self.budget)
    }

    /// Who does a job, by their places.
    pub(super) fn doing(&self, wanted: &str) -> Vec<usize> {
        self.crew.iter().filter(|(_, job)| *job == wanted).map(|(place, _)| *place).collect()
    }

    /// Whom someone plays.
    pub(super) fn role_of(&self, place: usize) -> Option<&str> {
        self.cast.iter().find(|(actor, _)| *actor == place).map(|(_, role)| role.as_str())
    }
}

impl Person {
    /// The films in which someone does a job, by their places.
    pub(super) fn doing(&self, wanted: &str) -> Vec<usize> {
        self.crew.iter().filter(|(_, job)| *job == wanted).map(|(place, _)| *place).collect()
    }
}
