//! `cargo xtask prove print`, small.

#[path = "../../examples/many/prove.rs"]
mod prove;

#[test]
fn documents_made_on_two_threads_are_each_their_own_and_memory_does_not_grow() {
    // Nothing is optimised here, so the time is not what is tested.
    let plan = prove::Plan { pdfs: 8, cards: 9, seconds: 0 };
    prove::prove(&plan, &mut |line| println!("{line}")).unwrap();
}
