using System.Text;
using CsCheck;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

public sealed class JsonTextTests
{
    private static readonly Gen<string> Pieces = Gen.OneOf("a", "é", "\\\\", "\\\"", "\\n", "\\u0041", "\\ud83d", "\\uD83D", "\\udE00", "u", "\\/").Array[0, 5].Select(string.Concat);

    [Fact]
    public void HasBrokenSurrogate_OfAnyText_IsTrueWhenAndOnlyWhenItCannotBeRead() =>
        Pieces.Sample(text => JsonText.HasBrokenSurrogate(Encoding.UTF8.GetBytes(text)) == CannotBeRead(text), iter: 5000);

    [Theory]
    [InlineData("name", "\"name\"")]
    [InlineData("na\u200bme\u0001", "\"na\\u200Bme\\u0001\"")]
    [InlineData(" a\"b", "\" a\\u0022b\"")]
    public void Quote_OfAKey_ShowsWhatCannotBeSeen(string key, string quoted) => Assert.Equal(quoted, JsonText.Quote(Encoding.UTF8.GetBytes(key)));

    [Fact]
    public void Quote_OfALongKey_EndsAfterAWholeCharacter() =>
        Assert.Equal($"\"{new string('a', 63)}…\"", JsonText.Quote(Encoding.UTF8.GetBytes(new string('a', 63) + "éa")));

    private static bool CannotBeRead(string text)
    {
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{text}\""));
        reader.Read();
        try
        {
            _ = reader.GetString();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    [Theory]
    [InlineData("am\\u006funt\\n", "amount\n")]
    [InlineData("\\ud83d\\ude00", "\U0001f600")]
    [InlineData("\\ud83d", "\\ud83d")]
    [InlineData("", "")]
    public void Key_OfAKeyAsWritten_IsUnescaped(string written, string key) => Assert.Equal(key, JsonText.Key(Encoding.UTF8.GetBytes(written)));

    [Fact]
    public void Key_OfALongKey_IsCutAtACharacter()
    {
        Assert.Equal(new string('a', 256), JsonText.Key(Encoding.UTF8.GetBytes(new string('a', 256))));
        Assert.Equal($"{new string('a', 255)}…", JsonText.Key(Encoding.UTF8.GetBytes(new string('a', 255) + new string('é', 1_000_000))));
    }
}
