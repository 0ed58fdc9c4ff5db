//! Maze: find the way from a start to the goal, one cell at a time, seeing only the walls around.
//!
//! After the maze of LMRL-Gym (Abdulhai et al., 2023), as AgentGym serves it. The four moves, the texts, the limit of 50
//! moves and the rewards are the original's. Its array is not ours to give away, so the mazes that come with the
//! program are drawn from index and seed, a little taller than the original's 10 by 13. The setting
//! `{"maze": [[1, 1, 1], [1, 0, 1], ...], "goal": [8, 6]}` plays an array of the user's own, 1 a wall and 0 open; `maze`
//! may also name a JSON file that holds the array. A task is then each open cell from which the goal can be reached in
//! time, row by row.
//!
//! | file | what it holds |
//! |---|---|
//! | `grid` | cells, walls and ways |
//! | `carve` | mazes of our own |
//! | `reader` | mazes of the user's |
//! | `action` | the action grammar |
//! | `world` | the environment |
//! | `tools` | its native tools |
//! | `family` | the catalogue entry |

mod action;
mod carve;
mod family;
mod grid;
mod reader;
mod tools;
mod world;

pub use family::Maze;
