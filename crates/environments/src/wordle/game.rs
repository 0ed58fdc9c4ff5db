//! Hidden word, guesses, what is still possible.

use super::marks::marks;
use super::words::Words;
use crate::outcome::Outcome;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Tries that a player has.
pub(super) const TRIES: usize = 6;

/// A guess and its answer.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    /// A word of the list, or whatever else was tried, cut where it is long.
    pub(super) word: String,
    /// Empty for what is not on the list.
    pub(super) marks: String,
}

impl Guess {
    /// Whether it was on the list.
    pub(super) fn is_word(&self) -> bool {
        !self.marks.is_empty()
    }
}

/// A game.
#[derive(Clone, Debug)]
pub(super) struct Game {
    words: Words,
    /// What the next guess is held against.
    hidden: String,
    guesses: Vec<Guess>,
    /// Draws the hidden word after each guess, where it is redrawn.
    redraw: Option<ChaCha8Rng>,
}

impl Game {
    /// The game of this index: each seed hides every word of the list at one index. `None` beyond the list.
    pub(super) fn new(words: Words, index: usize, seed: u64, redraw: bool) -> Option<Self> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut order: Vec<&String> = words.all().iter().collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.random_range(0..=last));
        }
        let hidden = (*order.get(index)?).clone();
        let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
        let redraw = redraw.then(|| ChaCha8Rng::seed_from_u64(key));
        Some(Self { words, hidden, guesses: Vec::new(), redraw })
    }

    /// Guesses; `None`, and nothing has changed, after the end. What is not on the list costs a try too.
    pub(super) fn guess(&mut self, letters: &str) -> Option<&Guess> {
        if self.outcome().done() {
            return None;
        }
        let Some(word) = self.words.find(letters).map(str::to_owned) else {
            self.guesses.push(Guess { word: wire::excerpt(letters), marks: String::new() });
            return self.guesses.last();
        };
        let marks = marks(&self.hidden, &word);
        self.guesses.push(Guess { word, marks });
        if let Some(mut random) = self.redraw.take() {
            let possible = self.possible();
            // Never empty: the word that was hidden so far is among them.
            let at = random.random_range(0..possible.len().max(1));
            self.hidden = possible.get(at).map_or_else(|| self.hidden.clone(), |word| (*word).clone());
            self.redraw = Some(random);
        }
        self.guesses.last()
    }

    /// Words that all answers so far allow, in the order of the list.
    fn possible(&self) -> Vec<&String> {
        let words = || self.guesses.iter().filter(|guess| guess.is_word());
        let fits = |word: &&String| words().all(|guess| marks(word, &guess.word) == guess.marks);
        self.words.all().iter().filter(fits).collect()
    }

    /// How the game stands.
    pub(super) fn outcome(&self) -> Outcome {
        // A redraw hides a found word again, since no other agrees with its marks, and never a wrong guess.
        match self.guesses.last() {
            Some(last) if last.word == self.hidden => Outcome::Success,
            _ if self.guesses.len() >= TRIES => Outcome::Failure,
            _ => Outcome::Playing,
        }
    }

    /// Every word that can be hidden and guessed.
    pub(super) fn list(&self) -> &[String] {
        self.words.all()
    }

    pub(super) fn guesses(&self) -> &[Guess] {
        &self.guesses
    }

    pub(super) fn tries_left(&self) -> usize {
        TRIES.saturating_sub(self.guesses.len())
    }

    pub(super) fn hidden(&self) -> &str {
        &self.hidden
    }

    /// Guesses that win from here, as one who knows makes them: two that fit what is known, then the hidden word.
    pub(super) fn solution(&self) -> Vec<String> {
        let (mut game, mut solution) = (self.clone(), Vec::new());
        while game.outcome() == Outcome::Playing {
            let possible = game.possible();
            let word = match solution.len() {
                // Somewhere in the middle, lest every game begin with the first word of the list.
                0 => possible.get(possible.len() / 2).copied(),
                1 => possible.first().copied(),
                _ => None,
            };
            let word = word.unwrap_or(&game.hidden).clone();
            if game.guess(&word).is_none() {
                break;
            }
            solution.push(word);
        }
        solution
    }
}

#[cfg(test)]
mod tests {
    use super::{Game, TRIES};
    use crate::outcome::Outcome;
    use crate::wordle::words::Words;
    use std::collections::BTreeSet;

    #[test]
    fn a_seed_hides_every_word_once() {
        let count = Words::own().all().len();
        let hidden =
            |seed| move |index| Game::new(Words::own(), index, seed, false).unwrap().hidden().to_owned();
        let words: Vec<String> = (0..count).map(hidden(0)).collect();
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), count);
        assert_ne!(words, (0..count).map(hidden(1)).collect::<Vec<_>>());
        assert!(Game::new(Words::own(), count, 0, false).is_none());
    }

    #[test]
    fn a_redrawn_word_agrees_with_every_answer_and_can_be_found() {
        let mut moved = 0;
        for index in 0..100 {
            let mut game = Game::new(Words::own(), index, 3, true).unwrap();
            let first = game.hidden().to_owned();
            let solution = game.solution();
            assert!(solution.len() <= 3, "{solution:?}");
            for word in solution {
                assert_eq!(game.outcome(), Outcome::Playing);
                game.guess(&word).unwrap();
                let agrees = |guess: &super::Guess| super::marks(game.hidden(), &guess.word) == guess.marks;
                assert!(game.guesses().iter().all(agrees), "{index}");
            }
            assert_eq!(game.outcome(), Outcome::Success);
            moved += usize::from(game.hidden() != first);
        }
        assert!(moved > 50, "the word is drawn anew: {moved}");
    }

    #[test]
    fn six_wrong_guesses_lose() {
        let mut game = Game::new(Words::own(), 0, 0, false).unwrap();
        let wrong = if game.hidden() == "crane" { "about" } else { "crane" };
        for left in (0..TRIES).rev() {
            assert_eq!(game.outcome(), Outcome::Playing);
            // What is not on the list counts as well.
            let guess = game.guess(if left % 2 == 0 { wrong } else { "zzzzz" }).unwrap();
            assert_eq!((guess.is_word(), game.tries_left()), (left % 2 == 0, left));
        }
        assert_eq!(game.outcome(), Outcome::Failure);
        assert!(game.guess(wrong).is_none());
    }
}
