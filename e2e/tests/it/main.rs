//! The rules that hold for the whole product, from outside. Each module is one kind of rule.

#![cfg(test)] // lints know helpers of tests by this

mod tools;
