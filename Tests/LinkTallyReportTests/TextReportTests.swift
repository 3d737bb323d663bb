import LinkTallyCore
import Testing

@testable import LinkTallyReport

@Suite struct TextReportTests {
    /// The whole report on a small log.
    @Test func golden() throws {
        let targets = [
            "/lp?utm_source=google&utm_campaign=spring", "/lp?utm_source=chatgpt.com", "/buy?utm_source=chatgpt.com",
            "/buy?utm_source=google&client_reference_id=ord_1", "/buy?client_reference_id=jane%40x.org", "/x",
        ]
        var text = try Rendering.text("text", targets)
        text = text.replacing(/\/tmp\/linktally-[0-9A-F-]+[^:]*|[^ ]*linktally-[^ ]*…[^:]*/, with: "LOG")
        #expect(
            text == """
                LinkTally: 1 input, 613 bytes of log

                Lines                                                    6
                  requests                                               6      100%

                Requests with UTM codes or a reference                   5     83.3%
                  attributed                                             2     40.0%
                  with a dropped value                                   3     60.0%
                  with every value dropped                               3     60.0%
                  attribution lost                                       2     40.0%
                  reference lost                                         1     20.0%
                Requests with any query                                  5     83.3%
                Distinct references                                      1

                Parameters
                  accepted  empty  too long  bad byte  repeated  parameter
                         2      0         0         2         0  utm_source
                         0      0         0         0         0  utm_medium
                         1      0         0         0         0  utm_campaign
                         0      0         0         0         0  utm_term
                         0      0         0         0         0  utm_content
                         1      0         0         1         0  client_reference_id

                Top campaigns
                  hits  share  campaign
                     1  50.0%  spring

                Top sources
                  hits  share  source
                     2   100%  google

                Links that lost attribution, worst first
                  lost  share  with codes  link
                     1  50.0%           2  /lp
                     1  33.3%           3  /buy

                What was dropped and why
                       2  utm_source=chatgpt.com: '.' at byte 8 is not allowed; try chatgpt-com
                          on 2 links, first /lp at LOG:2
                       1  client_reference_id=jane%40x.org:
                          '@' at byte 5 is not allowed; use an id, not an e-mail address
                          on /buy at LOG:5

                Hours (UTC)
                  2026-11-23T10 to 2026-11-23T10; busiest 2026-11-23T10 with 6 requests

                """)
    }

    /// Names that are nearly right are told of in a line, also where no other name is there.
    @Test func nearMisses() throws {
        let text = try Rendering.text("text", ["/lp?UTM_Source=a", "/lp?utm_sorce=a", "/lp?utm_sorce=a", "/x"])
        #expect(
            text.contains(
                "\nNearly right, and never read: 3 values, most often\n       2  utm_sorce for utm_source, first at "))
        let json = try Rendering.text("json", ["/lp?utm_sorce=a&utm_source=b", "/lp?utm_source=a"])
        #expect(
            json.contains(
                #/"near_misses":\[\n?\{"name":"utm_sorce","meant":"utm_source","hits":1,"example":\{"input":"[^"]*","line":1\}\}\]/#
            ), "\(json)")
        #expect(try !Rendering.text("text", ["/lp?utm_source=a"]).contains("Nearly right"))
    }

    /// A list says which of its values lost something where one did.
    @Test func partialLosses() throws {
        let targets = [
            "/lp?utm_source=a&utm_campaign=spring", "/lp?utm_source=a.b&utm_campaign=spring",
            "/lp?utm_source=a&utm_campaign=fall", "/lp?utm_source=a.b",
        ]
        let text = try Rendering.text("text", targets)
        #expect(
            text.contains(
                """

                Top campaigns
                  hits  share  lost a value  campaign
                     2  66.7%             1  spring
                     1  33.3%             0  fall

                Top sources
                  hits  share  source
                     2  66.7%  a

                """), "\(text)")
    }
}
