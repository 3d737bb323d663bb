/// A payment event after the published field names, with some of the fields that nobody asks for.
struct MadeUpEvent {
    var id = "evt_1"
    var type = "checkout.session.completed"
    var created = 1_795_437_300
    var isLive = true
    /// The object's JSON.
    var session: String

    init(
        id: String = "evt_1", type: String = "checkout.session.completed", created: Int = 1_795_437_300,
        isLive: Bool = true,
        session: String = "cs_live_1", status: String = "paid", fields: [String: String] = [:]
    ) {
        self.id = id
        self.type = type
        self.created = created
        self.isLive = isLive
        let known: [(String, String)] = [
            ("id", "\"\(session)\""), ("object", "\"checkout.session\""), ("after_expiration", "null"),
            ("amount_subtotal", "2198"), ("amount_total", "2198"),
            ("automatic_tax", #"{"enabled":false,"status":null}"#),
            ("client_reference_id", "\"user_42\""), ("created", "1795437000"), ("currency", "\"usd\""),
            ("custom_fields", #"[{"key":"note","text":{"value":"ring \"twice\" \ud83d\ude00"}}]"#),
            ("customer_details", #"{"email":"jane@example.com","address":{"city":"Springfield"}}"#),
            ("livemode", "\(isLive)"), ("metadata", "{}"), ("mode", "\"payment\""), ("payment_link", "\"plink_1\""),
            ("payment_method_types", #"["card","link"]"#), ("payment_status", "\"\(status)\""),
            ("status", "\"complete\""),
        ]
        self.session = "{" + known.map { "\"\($0)\":\(fields[$0] ?? $1)" }.joined(separator: ",") + "}"
    }

    /// The full event, on one line.
    var text: String {
        #"{"id":"\#(id)","object":"event","api_version":"2026-09-30","created":\#(created),"data":{"object":\#(session)},"#
            + #""livemode":\#(isLive),"pending_webhooks":1,"request":{"id":null},"type":"\#(type)"}"#
    }
}
