extension Array {
    /// The elements with neighbours that are equal by `isSame` added up. O(n).
    package func merged(_ isSame: (Element, Element) -> Bool, adding add: (inout Element, Element) -> Void) -> [Element]
    {
        var result: [Element] = []
        result.reserveCapacity(count)
        for element in self {
            if let last = result.last, isSame(last, element) {
                add(&result[result.count - 1], element)
            } else {
                result.append(element)
            }
        }
        return result
    }
}
