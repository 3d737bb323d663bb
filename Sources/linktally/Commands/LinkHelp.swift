/// The long parts of `linktally check --help` and `linktally link --help`.
enum LinkHelp {
    static var check: String {
        """
        For each link: every UTM code and client_reference_id, the decoded value, whether it is kept, and where it is \
        dropped the byte, the reason, and a value that would be kept. What is nearly right is pointed out: UTM_Source, \
        utm_sorce, a name that stands twice, codes behind a #, `&amp;` or `;` for `&`, values that are percent-encoded \
        twice, and unfilled templates.

        EXAMPLES
          linktally check 'https://buy.example.com/b?utm_source=chatgpt.com'
          linktally check - < links.txt
          linktally check --csv campaign.csv --column url
          linktally check --output json --strict - < links.txt

        EXIT STATUS
          0    all values are kept
          1    nothing could be done: no input that can be read, no output
          2    wrong usage, or something is no URL; the rest was checked
          3    an input had a fault; the links before it were checked
          4    a value would be dropped (--strict: or something is nearly right)
          130  SIGINT, after the report so far (143: SIGTERM)
        """
    }

    static var link: String {
        """
        Puts UTM codes and a client_reference_id into a link. Other parameters, their order and the fragment stay as they \
        are, byte for byte; codes that are there are replaced. Values that payment pages would drop make no link: give \
        other ones, or --fix, which replaces them by the nearest that are kept. With --from the sheet is written back \
        with the columns link and problem; options fill in where a row has no value.

        EXAMPLES
          linktally link https://buy.example.com/b --source newsletter --medium email
          linktally link https://buy.example.com/b --source 'Summer Sale!' --fix
          linktally link https://buy.example.com/b --set content=header,footer
          linktally link --from campaign.csv --medium email --output-file links.csv

        EXIT STATUS
          0    all links were made
          1    nothing could be done: no sheet that can be read, no output
          2    wrong usage, or a base is no URL
          4    a value would be dropped; with --from the other rows have links
        """
    }
}
