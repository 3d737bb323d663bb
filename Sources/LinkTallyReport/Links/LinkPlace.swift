/// Where a link was found: an input and a line or row of it, from 1.
package struct LinkPlace {
    package let input: String
    /// The input's name as a terminal may see it.
    let shownInput: String
    package var line = 0

    /// A place in front of the first line of `input`.
    package init(input: String) {
        self.input = input
        shownInput = TerminalText.escaped(input)
    }
}
