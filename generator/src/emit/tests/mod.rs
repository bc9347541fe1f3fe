use super::*;

mod sample;
