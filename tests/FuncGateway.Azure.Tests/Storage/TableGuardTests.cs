using System.Globalization;
using Azure.Data.Tables;
using FuncGateway.Azure.Storage;

namespace FuncGateway.Azure.Tests.Storage;

public sealed class TableGuardTests
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public void Check_OfAKeyWithAForbiddenCharacter_Refuses(string key)
    {
        Refused("partition key", () => TableGuard.Check(new TableEntity(key, "row")));
        Refused("row key", () => TableGuard.Check(new TableEntity("partition", key)));
    }

    [Fact]
    public void Check_OfAKeyAtItsLength_AcceptsAndOneLongerRefuses()
    {
        var longest = new string('k', 1_024);
        TableGuard.Check(new TableEntity(longest, longest));

        Refused("1025 characters", () => TableGuard.Check(new TableEntity("p", longest + "k")));
    }

    [Fact]
    public void Check_OfTextAtItsLength_AcceptsAndOneLongerRefuses()
    {
        TableGuard.Check(Row("Text", new string('x', 32_768)));

        Refused("'Text' has 32769 characters", () => TableGuard.Check(Row("Text", new string('x', 32_769))));
    }

    [Fact]
    public void Check_OfBytesAtTheirLength_AcceptsAndOneMoreRefuses()
    {
        TableGuard.Check(Row("Bytes", new byte[65_536]));

        Refused("'Bytes' has 65537 bytes", () => TableGuard.Check(Row("Bytes", new byte[65_537])));
        Refused("'Bytes' has 65537 bytes", () => TableGuard.Check(Row("Bytes", new BinaryData(new byte[65_537]))));
    }

    [Fact]
    public void Check_Of252Properties_AcceptsAndOneMoreRefuses()
    {
        var row = new TableEntity("p", "r");
        for (var number = 0; number < 252; number++)
        {
            row[$"Property{number}"] = number;
        }

        TableGuard.Check(row);
        row["OneMore"] = 1;

        Refused("253 properties", () => TableGuard.Check(row));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("with-dash")]
    [InlineData("with space")]
    public void Check_OfANameThatIsNoIdentifier_Refuses(string name) => Refused("not a property name", () => TableGuard.Check(Row(name, 1)));

    [Fact]
    public void Check_OfAValueOfNoStoredKind_Refuses() => Refused("is a Decimal", () => TableGuard.Check(Row("Amount", 1m)));

    // 4 + 2 × (1 + 1) for the row; 8 + 2 × 2 + 4 + 65,536 for each of the first 15; and the last sized so that the total is 1,048,576.
    [Fact]
    public void Check_OfARowOfOneMebibyte_AcceptsAndOneByteMoreRefuses()
    {
        var row = new TableEntity("p", "r");
        for (var number = 0; number < 15; number++)
        {
            row[string.Create(CultureInfo.InvariantCulture, $"B{number:x}")] = new byte[65_536];
        }

        var left = 1_048_576 - 8 - (15 * (8 + 4 + 4 + 65_536)) - (8 + 4 + 4);
        row["Bf"] = new byte[left];
        TableGuard.Check(row);

        row["Bf"] = new byte[left + 1];
        Refused("1048577 bytes; up to 1048576", () => TableGuard.Check(row));
    }

    [Fact]
    public void Check_Of100Changes_AcceptsAndOneMoreRefuses()
    {
        TableGuard.Check([.. Enumerable.Range(0, 100).Select(number => Add("p", $"r{number}"))]);

        Refused("101 changes", () => TableGuard.Check([.. Enumerable.Range(0, 101).Select(number => Add("p", $"r{number}"))]));
        Refused("0 changes", () => TableGuard.Check([]));
    }

    [Fact]
    public void Check_OfChangesInTwoPartitions_Refuses() => Refused("2 partitions", () => TableGuard.Check([Add("a", "r"), Add("b", "r")]));

    [Fact]
    public void Check_OfTwoChangesOfOneRow_Refuses() => Refused("'r' more than once", () => TableGuard.Check([Add("p", "r"), Add("p", "r")]));

    [Fact]
    public void Check_OfATransactionOfFourMebibytes_Refuses()
    {
        // Each row is well within its own limit, but base64-encoded in one request they exceed the limit for a transaction.
        TableGuard.Check([.. Enumerable.Range(0, 40).Select(number => Full($"r{number}"))]);

        Refused("fewer than 4194304", () => TableGuard.Check([.. Enumerable.Range(0, 60).Select(number => Full($"r{number}"))]));
    }

    [Fact]
    public void Check_OfABadRowInATransaction_RefusesTheWhole() => Refused("row key", () => TableGuard.Check([Add("p", "good"), Add("p", "ba/d")]));

    private static TableEntity Row(string name, object value) => new("p", "r") { [name] = value };

    private static TableTransactionAction Add(string partitionKey, string rowKey) => new(TableTransactionActionType.Add, new TableEntity(partitionKey, rowKey));

    private static TableTransactionAction Full(string rowKey) =>
        new(TableTransactionActionType.Add, new TableEntity("p", rowKey) { ["Bytes"] = new byte[65_536] });

    private static void Refused(string found, Action check) => Assert.Contains(found, Assert.Throws<ArgumentException>(check).Message, StringComparison.Ordinal);
}
