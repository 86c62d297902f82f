namespace FuncGateway.Policies.Json;

/// <summary>What two JSON readers could understand differently, or what no JSON reader accepts.</summary>
internal enum JsonProblemKind
{
    None,

    /// <summary>A UTF-8 byte order mark at the start.</summary>
    ByteOrderMark,

    InvalidUtf8,
    InvalidJson,

    /// <summary>More text after the one value.</summary>
    TrailingContent,

    TooDeep,

    /// <summary>A key that its object has already.</summary>
    RepeatedKey,

    /// <summary>A key that contains half of a surrogate pair.</summary>
    BrokenKey,

    /// <summary>A string that contains half of a surrogate pair.</summary>
    BrokenString,
}
