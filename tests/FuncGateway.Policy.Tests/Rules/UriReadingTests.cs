using System.Globalization;
using CsCheck;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Tests.Rules;

public sealed class UriReadingTests
{
    // Each character is percent-encoded so many times, with digits in either case.
    private static readonly Gen<(int Times, bool Upper)[]> Encodings = Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[40];

    [Fact]
    public void FindAmbiguity_ADotSegmentHoweverOftenEncoded_IsFound() =>
        Gen.Select(Gen.OneOf("/../", "/./", "\\..\\", "/..;x/"), Encodings).Sample((dots, encodings) =>
            UriReading.FindAmbiguity(Encode("docs://a" + dots + "b", encodings)) is not null);

    [Fact]
    public void Decode_AnyTextHoweverOftenEncoded_IsTheText() =>
        Gen.Select(Gen.OneOf("docs://a/b", "x:y?z=1", "a%b", "100%"), Encodings).Sample((uri, encodings) =>
            UriReading.Decode(Encode(uri, encodings)) == UriReading.Decode(uri));

    [Theory]
    [InlineData("docs://a%2ab", "docs://a%2ab")]
    [InlineData("docs://a%252ab", "docs://a%2ab")]
    public void Decode_AnEncodedStar_StaysSoThatItIsNoPattern(string uri, string decoded) =>
        Assert.Equal(decoded, UriReading.Decode(uri));

    [Fact]
    public void FindAmbiguity_AMillionEncodingsInEachOther_TakesOnePass()
    {
        var nested = "docs://a/%" + string.Concat(Enumerable.Repeat("25", 1_000_000));
        Assert.Equal("a dot segment", UriReading.FindAmbiguity(nested + "2e/x"));
        Assert.Null(UriReading.FindAmbiguity(nested + "61/x"));
    }

    [Theory]
    [InlineData("file:///C:/x.y/..z/z../.git", null)]
    [InlineData("urn:isbn:0451450523", null)]
    [InlineData("ui://widget/index.html?a=1&b=%20#top", null)]
    [InlineData("file:../x", "a dot segment")]
    [InlineData("docs://a?../b", "a dot segment")]
    [InlineData("docs://a\u202eb", "an invisible character")]
    [InlineData("docs://a%E2%80%8Bb", "an invisible character in percent-encoding")]
    [InlineData("docs://a%0ab", "a control character in percent-encoding")]
    [InlineData("docs://a\u3000b", "white space")]
    [InlineData("docs://a%ff", "percent-encoded bytes that are not UTF-8")]
    public void FindAmbiguity_AUri_NamesWhatMakesItAmbiguous(string uri, string? fault) =>
        Assert.Equal(fault, UriReading.FindAmbiguity(uri));

    private static string Encode(string text, (int Times, bool Upper)[] encodings) =>
        string.Concat(text.Select((character, at) => encodings[at % encodings.Length] is var (times, upper) && times > 0
            ? "%" + string.Concat(Enumerable.Repeat("25", times - 1)) + ((int)character).ToString(upper ? "X2" : "x2", CultureInfo.InvariantCulture)
            : character.ToString()));
}
