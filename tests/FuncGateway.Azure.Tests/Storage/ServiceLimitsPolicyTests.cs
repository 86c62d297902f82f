using System.Globalization;
using Azure;
using Azure.Data.Tables;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.Azure.Tests.Storage;

/// <summary>What the tests' Azurite refuses, and that it still takes what is just within the limits.</summary>
public sealed class ServiceLimitsPolicyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private TableClient? _table;

    private TableClient Table => _table ?? throw new InvalidOperationException("The test has not been initialized.");

    public async Task InitializeAsync()
    {
        _table = azurite.CreateTableService().GetTableClient($"{azurite.TablePrefix}Limits{Guid.NewGuid():N}"[..40]);
        await _table.CreateAsync();
    }

    public Task DisposeAsync() => Table.DeleteAsync();

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task KeyWithAForbiddenCharacter_IsRefused(string key)
    {
        await RefusedAsync("OutOfRangeInput", () => Table.AddEntityAsync(new TableEntity(key, "row")));
        await RefusedAsync("OutOfRangeInput", () => Table.AddEntityAsync(new TableEntity("partition", key)));
        await RefusedAsync("OutOfRangeInput", () => Table.UpsertEntityAsync(new TableEntity("partition", key)));
        await RefusedAsync("OutOfRangeInput", () => Table.GetEntityAsync<TableEntity>("partition", key));
        await RefusedAsync("OutOfRangeInput", () => Table.DeleteEntityAsync("partition", key));
    }

    [Fact]
    public async Task Key_LongerThan1024Characters_IsRefused() =>
        await RefusedAsync("KeyValueTooLarge", () => Table.AddEntityAsync(new TableEntity("p", new string('k', 1_025))));

    [Fact]
    public async Task Text_LongerThan32768Characters_IsRefused()
    {
        await Table.AddEntityAsync(Row("Text", new string('x', 32_768)));

        await RefusedAsync("PropertyValueTooLarge", () => Table.UpsertEntityAsync(Row("Text", new string('x', 32_769))));
    }

    [Fact]
    public async Task Bytes_MoreThan64KiB_AreRefused()
    {
        await Table.AddEntityAsync(Row("Bytes", new byte[65_536]));

        await RefusedAsync("PropertyValueTooLarge", () => Table.UpsertEntityAsync(Row("Bytes", new byte[65_537])));
    }

    [Fact]
    public async Task Properties_MoreThan252_AreRefused()
    {
        var row = new TableEntity("p", "r");
        for (var number = 0; number < 252; number++)
        {
            row[$"Property{number}"] = number;
        }

        await Table.AddEntityAsync(row);
        row["OneMore"] = 1;

        await RefusedAsync("TooManyProperties", () => Table.UpsertEntityAsync(row));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("with-dash")]
    [InlineData("with space")]
    public Task PropertyName_ThatIsNoIdentifier_IsRefused(string name) => RefusedAsync("PropertyNameInvalid", () => Table.AddEntityAsync(Row(name, 1)));

    // 4 + 2 × (1 + 1) for the row; 8 + 2 × 2 + 4 + 65,536 for each of the first 15; and the last filled up to 1,048,576 in all.
    [Fact]
    public async Task Row_LargerThan1MiB_IsRefused()
    {
        var row = new TableEntity("p", "r");
        for (var number = 0; number < 15; number++)
        {
            row[string.Create(CultureInfo.InvariantCulture, $"B{number:x}")] = new byte[65_536];
        }

        var left = 1_048_576 - 8 - (15 * (8 + 4 + 4 + 65_536)) - (8 + 4 + 4);
        row["Bf"] = new byte[left];
        await Table.AddEntityAsync(row);

        row["Bf"] = new byte[left + 1];
        await RefusedAsync("EntityTooLarge", () => Table.UpsertEntityAsync(row));
    }

    [Fact]
    public async Task Transaction_OfMoreThan100Changes_IsRefused()
    {
        await Table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(number => Add("p", $"r{number}")));

        await RefusedAsync("InvalidInput", () => Table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(number => Add("q", $"r{number}"))));
    }

    [Fact]
    public async Task Transaction_AcrossPartitionsOrTwiceOnOneRow_IsRefused()
    {
        await RefusedAsync("CommandsInBatchActOnDifferentPartitions", () => Table.SubmitTransactionAsync([Add("a", "r"), Add("b", "r")]));
        await RefusedAsync("InvalidDuplicateRow", () => Table.SubmitTransactionAsync([Add("p", "r"), Add("p", "r")]));
    }

    [Fact]
    public async Task Transaction_OfMoreThan4MiB_IsRefused()
    {
        // Each row is well within its own limit; as base64 in one request, together they are not.
        await Table.SubmitTransactionAsync(Enumerable.Range(0, 40).Select(number => Full($"r{number}")));

        await RefusedAsync("RequestBodyTooLarge", () => Table.SubmitTransactionAsync(Enumerable.Range(0, 60).Select(number => Full($"s{number}"))), status: 413);
    }

    [Fact]
    public async Task Transaction_WithOneRowTooLarge_IsRefused() => await RefusedAsync("PropertyValueTooLarge", () => Table.SubmitTransactionAsync(
        [Add("p", "good"), new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "bad") { ["Text"] = new string('x', 32_769) })]));

    private static TableEntity Row(string name, object value) => new("p", "r") { [name] = value };

    private static TableTransactionAction Add(string partitionKey, string rowKey) => new(TableTransactionActionType.Add, new TableEntity(partitionKey, rowKey));

    private static TableTransactionAction Full(string rowKey) =>
        new(TableTransactionActionType.Add, new TableEntity("p", rowKey) { ["Bytes"] = new byte[65_536] });

    private static async Task RefusedAsync(string code, Func<Task> ask, int status = 400)
    {
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(ask);
        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
    }
}
