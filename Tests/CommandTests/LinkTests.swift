import Foundation
import TestSupport
import Testing

@Suite struct LinkTests {
    @Test func exitCodes() throws {
        for (arguments, status) in [
            (["https://a.example", "--source", "x"], 0), (["https://a.example", "--source", "x.y"], 4),
            (["https://a.example", "--source", "x.y", "--fix"], 0),
            (["https://a.example", "--source", "...", "--fix"], 4),
            (["a.example", "--source", "x"], 2), (["/p?utm_source=x"], 0), (["/p?utm_source=x.y"], 4),
        ] as [([String], Int32)] {
            let run = try Command.run(Command.folder.appending(path: "linktally").path, ["link"] + arguments)
            #expect(run.status == status && run.output.isEmpty == (status != 0), "\(arguments): \(run.errors)")
        }
    }

    @Test func usageErrors() throws {
        for line in [
            "", "x --from y", "/p --set x", "/p --set x=1", "/p --set term=", "/p --set term=a,,b", "/p --bogus",
            "/p --term a --set term=b", "/p --set term=a --set utm_term=b", "/p /q",
            "/p --set term=$(seq -s, 1000) --set content=$(seq -s, 1000)",
        ] {
            let run = try Command.shell("linktally link \(line) < /dev/null")
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("Usage: linktally link"), "\(line)")
        }
    }

    /// What is made passes `check`, and the values that `check` finds make it again.
    @Test func checkAgrees() throws {
        let made = try Command.linktally(
            "link", "https://a.example/?x=%zz&utm_source=a.b&utm_source=c#f", "--campaign", "Größe & more", "--term",
            "x",
            "--reference", "user/42", "--set", "content=a,b.c", "--fix")
        #expect(made.status == 0, "\(made.errors)")
        let checked = try Command.linktally("check", "--output", "json", "-", input: made.output)
        #expect(checked.status == 0)
        let links = try #require(checked.json["links"] as? [[String: Any]])
        #expect(links.count == 2)
        for link in links {
            var arguments = ["link", "https://b.example/"]
            for parameter in try #require(link["parameters"] as? [[String: Any]]) {
                let name = try #require(parameter["name"] as? String)
                let option = name == "client_reference_id" ? "reference" : String(name.dropFirst("utm_".count))
                arguments += ["--\(option)", try #require(parameter["value"] as? String)]
            }
            let again = try Command.run(Command.folder.appending(path: "linktally").path, arguments)
            let query = try #require(link["link"] as? String).split(separator: "utm_source")[1].prefix { $0 != "#" }
            let codes = Set(("utm_source" + query).split(separator: "&"))
            #expect(
                again.status == 0 && Set(again.text.dropLast().split(separator: "?")[1].split(separator: "&")) == codes)
        }
    }

    /// A sheet of random bases and values: each row has a link or a problem, and no link loses anything.
    @Test func randomSheets() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces = [
            "utm_source=", "utm_term=a.b", "client_reference_id=", "&", "&", "?", "#", "=", "%41", "%", "x", ".", " ",
            "é", "東",
            "-", "{{y}}", "a@b.c", ",", "\"\"", String(repeating: "b", count: 90), "\n",
        ]
        func text(_ count: Int) -> String {
            (0..<Int.random(in: 0...count, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
        var sheet = "base,source,term,reference\n"
        let count = 5_000
        for _ in 0..<count {
            sheet += "\"https://a.example/\(text(8))\",\"\(text(3))\",\"\(text(3))\",\"\(text(3))\"\n"
        }
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "links.csv").path
        let made = try Command.linktally(
            "link", "--from", "-", "--fix", "--output-file", file, input: Array(sheet.utf8))
        #expect([0, 2, 4].contains(made.status), "seed \(seed)")
        let checked = try Command.linktally("check", "--csv", file, "--output", "json")
        #expect(checked.status == 0, "seed \(seed)")
        let totals = try #require(checked.json["totals"] as? [String: Int])
        let problems = try Command.linktally("check", "--csv", file, "--column", "problem", "--output", "json")
        let refused = try #require(problems.json["totals"] as? [String: Int])
        #expect(totals["dropped"] == 0 && totals["no_url"] == 0 && totals["links"]! > count / 10, "seed \(seed)")
        #expect(totals["links"]! + refused["links"]! == count, "seed \(seed)")
    }

    @Test func outputsThatFail() throws {
        #expect(try Command.shell("linktally link /p --source x > /dev/full").status == 1)
        let sheet = "(echo base,source; for i in {1..9000}; do echo https://a.example/$i,x; done) | "
        let pipe = try Command.shell(
            "\(sheet) linktally link --from - | head -n 1 > /dev/null; exit ${PIPESTATUS[1]}")
        #expect(pipe.status == 141 && pipe.errors.isEmpty, "\(pipe.errors)")
        #expect(try Command.shell("\(sheet) linktally link --from - > /dev/full").status == 1)
        // A refused link leaves the file as it was.
        let scratch = try Scratch()
        let file = try scratch.file("links", "old")
        #expect(try Command.linktally("link", "/p", "--source", "a.b", "--output-file", file).status == 4)
        #expect(try scratch.read("links") == "old" && scratch.names == ["links"])
    }

    /// A sheet's own cells come back byte for byte, whatever they have.
    @Test func sheetsKeepTheirBytes() throws {
        let input = Array("base,note\n/p,\"".utf8) + [0xFF, 0x2C, 0x0A, 0xCC, 0x81] + Array("\"\"=1\"\n/q, x \n".utf8)
        let run = try Command.linktally("link", "--from", "-", "--source", "s", input: input)
        let expected =
            Array("base,note,link,problem\n/p,\"".utf8) + [0xFF, 0x2C, 0x0A, 0xCC, 0x81]
            + Array("\"\"=1\",/p?utm_source=s,\n/q, x ,/q?utm_source=s,\n".utf8)
        #expect(run.status == 0 && run.output == expected, "\(run.text) \(run.errors)")
    }

    /// What the base has and nobody will read is said; links that cannot be told apart are, too.
    @Test func remarks() throws {
        var run = try Command.linktally("link", "https://a.example/b?UTM_Source=x#utm_term=z", "--medium", "email")
        #expect(run.status == 0 && run.text == "https://a.example/b?UTM_Source=x&utm_medium=email#utm_term=z\n")
        #expect(run.errors.contains("the link's UTM_Source=x: names are case-sensitive; write utm_source"))
        #expect(run.errors.contains("the link's #utm_term=z: what stands behind # is not read"))
        run = try Command.linktally("link", "https://a.example/b", "--set", "content=a.b,a:b", "--fix")
        #expect(run.status == 0 && run.errors.contains("some of these links are equal"))
    }

    @Test func twoColumnsForOneName() throws {
        let scratch = try Scratch()
        let sheet = try scratch.file("sheet.csv", "base,source,utm_source \nhttps://a.example/,,y\n")
        let run = try Command.linktally("link", "--from", sheet)
        #expect(run.status == 2 && run.errors.contains("the columns 'source', 'utm_source ' mean the same"))
    }
}
