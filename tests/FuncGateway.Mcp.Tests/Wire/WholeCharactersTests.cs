using System.Text;
using CsCheck;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class WholeCharactersTests
{
    private static readonly Gen<string> Texts = Gen.OneOf("a", "ż", "\u0085", "\u2028", "\u2029", "\u2027", "🙂").Array[0, 12].Select(string.Concat);

    [Fact]
    public void Next_HoweverTheTextIsCut_LosesNothingAndCutsNoCharacter() =>
        Gen.Select(Texts, Gen.Int[1, 5].Array[1, 6]).Sample((text, sizes) =>
        {
            var (whole, isCut) = Divide(Encoding.UTF8.GetBytes(text), sizes);

            Assert.Equal((text, false), (string.Concat(whole), isCut));
            Assert.Equal(SseLine.HasOtherLineEnds(Encoding.UTF8.GetBytes(text)), whole.Any(part => SseLine.HasOtherLineEnds(Encoding.UTF8.GetBytes(part))));
        });

    [Fact]
    public void Next_OfATextThatEndsWithinACharacter_IsCut() => Assert.True(Divide([(byte)'a', 0xe2, 0x80], [1]).IsCut);

    [Fact]
    public void Next_OfBytesThatAreNoCharacter_ReturnsThem() => Assert.Contains('\uFFFD', string.Concat(Divide([(byte)'a', 0xe2, (byte)'b', 0xff, 0x80, (byte)'c'], [1]).Whole));

    private static (List<string> Whole, bool IsCut) Divide(byte[] bytes, int[] sizes)
    {
        var (text, whole) = (new WholeCharacters(), new List<string>());
        for (var (at, turn) = (0, 0); at < bytes.Length; turn++)
        {
            var count = Math.Min(sizes[turn % sizes.Length], bytes.Length - at);
            whole.Add(Encoding.UTF8.GetString(text.Next(bytes.AsSpan(at, count))));
            at += count;
        }

        return (whole, text.IsCut);
    }
}
