namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>A part of a pattern that matches no character but a position.</summary>
internal enum Assertion
{
    /// <summary><c>\A</c>, and <c>^</c> without <c>(?m)</c>.</summary>
    Start,

    /// <summary><c>^</c> under <c>(?m)</c>.</summary>
    LineStart,

    /// <summary><c>\z</c>.</summary>
    End,

    /// <summary><c>\Z</c>: the end, or before a newline that is the last character.</summary>
    EndOrLastNewline,

    /// <summary><c>$</c> under <c>(?m)</c>, where the publisher has not rewritten it.</summary>
    LineEnd,

    /// <summary><c>\b</c>.</summary>
    Boundary,

    /// <summary><c>\B</c>.</summary>
    NoBoundary,
}
