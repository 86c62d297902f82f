using CsCheck;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

public sealed class KeyFoldingTests
{
    [Theory]
    [InlineData("AMOUNT", "amount")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("\u1e9e", "ss")]
    [InlineData("\ufb03", "FFI")]
    [InlineData("\u0390", "\u1fd3")]
    [InlineData("\u1f80", "\u1f88")]
    [InlineData("\u1fb7", "\u03b1\u0342\u03b9")]
    [InlineData("ΣΑΣ", "σας")]
    [InlineData("\u212a\u017f\u212b", "ks\u00e5")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("\u0130", "i")]
    [InlineData("I\u200b\u0307", "\u0131")]
    [InlineData("\u13a0", "\uab70")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData(" a\u200b\t", "a")]
    [InlineData("\ufeff\u00a0a\u3000\u2060", "a")]
    [InlineData("a\u00ad\u034f\ufe0fb\u202e\u0000", "AB")]
    [InlineData("a\U000e0041\U000e0101", "a")]
    public void Fold_KeysThatLookTheSame_AreTheSame(string one, string two) => Assert.Equal(KeyFolding.Fold(one), KeyFolding.Fold(two));

    [Theory]
    [InlineData("a b", "ab")]
    [InlineData("a\u0307", "a")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("a", "\u0430")]
    [InlineData("a_b", "a-b")]
    public void Fold_KeysThatAreNotEqualAfterFolding_StayApart(string one, string two) => Assert.NotEqual(KeyFolding.Fold(one), KeyFolding.Fold(two));

    [Fact]
    public void Fold_AnyKey_IsTheSameWhenFoldedAgain() =>
        Gen.String.Sample(key => KeyFolding.Fold(KeyFolding.Fold(key)) == KeyFolding.Fold(key));

    [Fact]
    public void Fold_AnyKeyInUpperOrLowerCaseWithInvisibleCharacters_IsTheSame() =>
        Gen.Select(Gen.Char["aZ_ßéΩσςдЖ\u212a.1"].Array[0, 8].Select(characters => new string(characters)), Gen.Int[0, 8], Gen.OneOf("\u200b", "\u0000", "\u200d", "\ufe0f")).Sample((key, at, invisible) =>
            KeyFolding.Fold(key.ToUpperInvariant().Insert(Math.Min(at, key.Length), invisible)) == KeyFolding.Fold(key)
            && KeyFolding.Fold("\n " + key.ToLowerInvariant() + "\u2003") == KeyFolding.Fold(key));

    [Fact]
    public void TryFold_DotAboveAfterSpacesThatDoNotFit_DoesNotFit()
    {
        Assert.False(KeyFolding.TryFold("i \u0307", new char[1], out _));
        Assert.False(KeyFolding.TryFold(" \u0131\u0307 \u3000\u0307"u8, new char[1], out _));
    }

    [Fact]
    public void TryFold_AnyText_IsTheSameAsFoldOrTooLong() =>
        Gen.Select(Gen.Char["aZ ßİıéΩς\u200b\u0307\u0001\u3000\ufb03"].Array[0, 12].Select(characters => new string(characters)), Gen.Int[0, 16]).Sample((key, length) =>
        {
            var folded = KeyFolding.Fold(key);
            var buffer = new char[length];
            var fits = KeyFolding.TryFold(System.Text.Encoding.UTF8.GetBytes(key), buffer, out var fromUtf8);
            return fits == folded.Length <= length && (!fits || folded == fromUtf8.ToString())
                && KeyFolding.TryFold(key, buffer, out var fromUtf16) == fits && fromUtf16.SequenceEqual(fromUtf8);
        });
}
