/// Numbers as bytes, without a String.
enum Digits {
    /// Appends `number`, 0 or more, in decimal digits.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Appends `byte` in two hexadecimal digits.
    static func appendHex(byte: UInt8, uppercase: Bool, to bytes: inout [UInt8]) {
        if byte < 16 { bytes.append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: String(byte, radix: 16, uppercase: uppercase).utf8)
    }

    /// Appends `number` in hexadecimal digits.
    static func appendHex(_ number: UInt64, to bytes: inout [UInt8]) {
        if number >= 16 { appendHex(number >> 4, to: &bytes) }
        let digit = UInt8(number & 15)
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
}
