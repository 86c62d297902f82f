using System.Security.Cryptography;
using System.Text;
using CsCheck;
using FuncGateway.Core.Access;

namespace FuncGateway.Core.Tests.Access;

public sealed class GrantTokenTests
{
    [Fact]
    public void Mint_OfAToken_ParsesAndHashesToTheSha256OfTheWhole()
    {
        var token = GrantToken.Mint();

        Assert.Matches("^fgw_[A-Za-z0-9_-]{49}$", token.Value);
        Assert.True(GrantToken.TryParse(token.Value, out var parsed));
        Assert.Equal(token.Hash, parsed.Hash);
        Assert.Equal(TokenHash.Of(SHA256.HashData(Encoding.ASCII.GetBytes(token.Value))), token.Hash);
    }

    [Fact]
    public void Mint_ManyTimes_RepeatsNothing() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => GrantToken.Mint().Value).Distinct().Count());

    // Computed independently from the documented rule: the first 6 characters of base64url(SHA-256("fgw_" + 43 × "A")).
    [Fact]
    public void TryParse_OfTheDocumentedExample_Accepts() =>
        Assert.True(GrantToken.TryParse("fgw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHbCFf8", out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fgw_")]
    [InlineData("FGW_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHbCFf8")]
    [InlineData("fgx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHbCFf8")]
    [InlineData("fgw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHbCFf8=")]
    [InlineData("fgw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHbCFf")]
    [InlineData("fgw_ÄAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHbCFf8")]
    [InlineData("fgw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA000000")]
    public void TryParse_OfAnythingElse_Refuses(string? text) => Assert.False(GrantToken.TryParse(text, out _));

    [Fact]
    public void TryParse_OfATokenWithOneCharacterChanged_Refuses()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var changes = Gen.Select(Gen.Int[GrantToken.Prefix.Length, GrantToken.Length - 1], Gen.Char[alphabet]);

        changes.Sample((at, other) =>
        {
            var token = GrantToken.Mint().Value;
            var changed = string.Concat(token.AsSpan(0, at), other.ToString(), token.AsSpan(at + 1));
            return changed == token || !GrantToken.TryParse(changed, out _);
        });
    }

    [Fact]
    public void ToString_OfAToken_DoesNotShowIt() => Assert.Equal("fgw_…", $"{GrantToken.Mint()}");
}
