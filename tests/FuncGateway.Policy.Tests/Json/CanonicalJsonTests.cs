using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1 , "a" : [ ] }""", """{"a":[],"b":1}""")]
    [InlineData("""{"a":{"c":null,"b":[true,false,{"y":"1","x":2}]}}""", """{"a":{"b":[true,false,{"x":2,"y":"1"}],"c":null}}""")]
    [InlineData("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""",
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}")]
    [InlineData("""["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"]""", "[\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"]")]
    [InlineData("""[1E30, 4.50, 2e-3, 0.000000000000000000000000001]""", "[1e+30,4.5,0.002,1e-27]")]
    public void Of_AnyJson_IsInTheOneFormOfRfc8785(string json, string canonical) => Assert.Equal(canonical, Of(json));

    // From appendix B of RFC 8785: IEEE 754 bits and the number as printed by ECMAScript.
    [Theory]
    [InlineData(0x0000000000000000UL, "0")]
    [InlineData(0x8000000000000000UL, "0")]
    [InlineData(0x0000000000000001UL, "5e-324")]
    [InlineData(0x8000000000000001UL, "-5e-324")]
    [InlineData(0x7fefffffffffffffUL, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffffUL, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000UL, "9007199254740992")]
    [InlineData(0xc340000000000000UL, "-9007199254740992")]
    [InlineData(0x4430000000000000UL, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5UL, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6UL, "1e+23")]
    [InlineData(0x44b52d02c7e14af7UL, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4eUL, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4fUL, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50UL, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8cUL, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8dUL, "0.000001")]
    [InlineData(0x41b3de4355555553UL, "333333333.3333332")]
    [InlineData(0x41b3de4355555554UL, "333333333.33333325")]
    [InlineData(0x41b3de4355555555UL, "333333333.3333333")]
    [InlineData(0x41b3de4355555556UL, "333333333.3333334")]
    [InlineData(0x41b3de4355555557UL, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696UL, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959UL, "1424953923781206.2")]
    public void Of_ADouble_IsAsEcmaScriptPrintsIt(ulong bits, string printed)
    {
        var number = BitConverter.UInt64BitsToDouble(bits);

        Assert.Equal(printed, Of(number.ToString("R", CultureInfo.InvariantCulture)));
        Assert.Equal(printed, Of(printed));
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("0.1", "0.1000000000000000055511151231257827021181583404541015625")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("100000000000000000000000000000001", "100000000000000000000000000000002")]
    [InlineData("1e400", "1e401")]
    [InlineData("1e99999999999999999999", "1e99999999999999999998")]
    public void Of_AmountsThatADoubleCannotTellApart_StayDifferent(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void Of_OneAmountWrittenInManyWays_IsTheSame() =>
        Gen.Select(Gen.Decimal, Gen.Int[0, 12]).Sample((amount, zeros) =>
        {
            var plain = amount.ToString(CultureInfo.InvariantCulture);
            var padded = plain.Contains('.', StringComparison.Ordinal) ? plain + new string('0', zeros) : $"{plain}.0{new string('0', zeros)}";
            Assert.Equal(Of(plain), Of(padded));
            Assert.Equal(Of(plain), Of($"{padded}E0"));
            Assert.Equal(amount == 0 || zeros == 0, Of(plain) == Of($"{padded}e+0{zeros}"));
        });

    [Fact]
    public void Of_AnyJson_IsAsWrittenByASlowWriterFromItsTree() =>
        Gen.Recursive<string>((depth, value) => depth > 3 ? Scalars : Gen.OneOf(
            Scalars,
            value.Array[0, 4].Select(items => $"[ {string.Join(" , ", items)} ]"),
            Gen.Select(Keys, value).Array[0, 5].Select(members => $"{{\n{string.Join(",", members.DistinctBy(each => Unquoted(each.Item1)).Select(each => $" {each.Item1} : {each.Item2}"))}\t}}")))
            .Sample(json => Assert.Equal(Slow(JsonDocument.Parse(json).RootElement), Of($" {json}\r\n")));

    [Fact]
    public void WriteObject_OfArguments_NamesTheFirstMembersInTheirOrder()
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.Equal(["b", "a", ""], CanonicalJson.WriteObject("""{"b":[{"x":1}],"\u0061":{"y":{}},"":1}"""u8.ToArray(), output, 100));
        Assert.Equal(["bcd", "a"], CanonicalJson.WriteObject("""{"bcd":1,"a":{"y":2},"e":3}"""u8.ToArray(), output, 3));
        Assert.Empty(CanonicalJson.WriteObject("{}"u8.ToArray(), output, 3));
        Assert.Equal("""{"":1,"a":{"y":{}},"b":[{"x":1}]}{"a":{"y":2},"bcd":1,"e":3}{}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static Gen<string> Scalars { get; } = Gen.OneOf("0", "-1.50", "1e21", "2E-7", "true", "null", "\"\"", "\"é\\u20ac\\/\\n\"", "\"\\ud83d\\ude00x\\u0001\\\"\"", "[]", "{}");

    private static Gen<string> Keys { get; } = Gen.OneOf("\"\"", "\"a\"", "\"b\"", "\"B\"", "\"\\u0062\\n\"", "\"é\"", "\"\\ud83d\\ude00\"", "\"\U0001f601\"", "\"\ufb33\"", "\"\uffee\"", "\"aa\"", "\"a\\\"\"");

    private static string Unquoted(string key) => JsonDocument.Parse(key).RootElement.GetString()!;

    private static string Slow(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', element.EnumerateObject().OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => $"{Quoted(each.Name)}:{Slow(each.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Slow))}]",
        JsonValueKind.String => Quoted(element.GetString()!),
        JsonValueKind.Number => Of(element.GetRawText()),
        _ => element.GetRawText(),
    };

    private static string Quoted(string text) => $"\"{string.Concat(text.Select(character => character switch
    {
        '"' or '\\' => $"\\{character}",
        '\n' => "\\n",
        < ' ' => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    }))}\"";

    private static string Of(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)).Span);
}
