/** Faults, injected into the whole of Heed, and the ledger that says what came of them. */
@org.jspecify.annotations.NullMarked
package heed.drill;
