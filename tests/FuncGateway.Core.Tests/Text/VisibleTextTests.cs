using CsCheck;
using FuncGateway.Core.Text;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Tests.Text;

/// <summary>Text that others have chosen shows what it is, and has no effect.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("create_charge", "create_charge")]
    [InlineData("Größe 日本 👍", "Größe 日本 👍")]
    [InlineData("a\nb\u001b[31mc\0", "a\\u{a}b\\u{1b}[31mc\\u{0}")]
    [InlineData("pay\u202Efdp.exe", "pay\\u{202e}fdp.exe")]
    [InlineData("\u2066x\u2069\u200B\uFEFF\u00AD", "\\u{2066}x\\u{2069}\\u{200b}\\u{feff}\\u{ad}")]
    [InlineData("a\u00A0b\u2028c\u3164d", "a\\u{a0}b\\u{2028}c\\u{3164}d")]
    [InlineData("\uE000\U000E0041", "\\u{e000}\\u{e0041}")]
    public void Of_WhatCannotBeSeen_IsWritten(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Of_HalfASurrogatePair_IsTheReplacementCharacter() => Assert.Equal("half \uFFFD", VisibleText.Of("half \uD800"));

    [Fact]
    public void Of_LongText_IsCut()
    {
        Assert.Equal(new string('a', 200), VisibleText.Of(new string('a', 200)));
        Assert.Equal(new string('a', 200) + "…", VisibleText.Of(new string('a', 5000)));
        Assert.Equal("ab…", VisibleText.Of("ab\u202E", 5));
    }

    [Fact]
    public void Of_AnyText_HasNoControlAndNoFormatCharacters() =>
        Gen.String.Sample(text => Assert.DoesNotContain(VisibleText.Of(text), character => char.IsControl(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.Format));

    [Fact]
    public void ForSlack_ControlSequences_AreText() =>
        Assert.Equal("&lt;!channel&gt; &lt;http://evil|pay&gt; &amp;amp;", Markup.ForSlack("<!channel> <http://evil|pay> &amp;"));

    [Theory]
    [InlineData("[pay](http://evil) **now** `x` <at>all</at> ~~y~~ ![i](j)", "\\[pay\\]\\(http://evil\\) \\*\\*now\\*\\* \\`x\\` \\<at\\>all\\</at\\> \\~\\~y\\~\\~ \\!\\[i\\]\\(j\\)")]
    [InlineData("- item", "\\- item")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("# head", "\\# head")]
    [InlineData("create-charge 1.2", "create-charge 1.2")]
    [InlineData("&lt;", "\\&lt;")]
    public void ForTeams_Markdown_IsText(string text, string shown) => Assert.Equal(shown, Markup.ForTeams(text));
}
