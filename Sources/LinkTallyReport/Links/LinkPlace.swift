/// Where a link was found: an input and a line or row of it, from 1.
package struct LinkPlace {
    package let input: String
    package let line: Int

    package init(input: String, line: Int) {
        self.input = input
        self.line = line
    }
}
