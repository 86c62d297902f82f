using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Testing.Azurite;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.Azure.Tests.Storage;

public sealed class StorageTableTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task FindAsync_OnATableThatIsNotThere_MakesIt()
    {
        Assert.Null(await azurite.Tables().Get("Fresh").FindAsync("p", "r", default));

        Assert.Contains(azurite.TablePrefix + "Fresh", await TableNamesAsync());
    }

    [Fact]
    public async Task AddAsync_OnATableThatSomebodyDeleted_IsUnavailableAndThenMakesItAgain()
    {
        var tables = azurite.Tables();
        var table = tables.Get("Deleted");
        await table.FindAsync("p", "r", default);
        await tables.Service.DeleteTableAsync(table.Name);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => table.AddAsync(new TableEntity("p", "r"), default));

        Assert.Equal(SaveResult.Saved, await table.AddAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task SubmitAsync_WhenOneChangeConflicts_ChangesNothing()
    {
        var table = azurite.Tables().Get("Changes");
        await table.AddAsync(new TableEntity("p", "there"), default);

        var result = await table.SubmitAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "new")), new(TableTransactionActionType.Add, new TableEntity("p", "there"))], default);

        Assert.Equal(SaveResult.Conflict, result);
        Assert.Null(await table.FindAsync("p", "new", default));
    }

    [Fact]
    public async Task AddAsync_OfARowThatTheServiceRefuses_IsUnavailableAndNamesTheError()
    {
        var table = azurite.Tables().Get("Refused");

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => table.AddAsync(new TableEntity("p", "r") { ["Text"] = new string('x', 32_769) }, default));

        Assert.Contains("answered 400 PropertyValueTooLarge", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task EveryMember_WhenTheServiceAnswersWithAFault_IsUnavailable(HttpStatusCode status)
    {
        var table = Scripted(_ => ScriptedHandler.Json(status, "{}")).Get("Faults");

        foreach (var ask in Questions(table))
        {
            var fault = await Assert.ThrowsAsync<StoreUnavailableException>(ask);
            Assert.Contains($"Table 'tFaults' answered {(int)status}", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryMember_WhenNobodyListens_IsUnavailable()
    {
        var table = Scripted(_ => throw new HttpRequestException("Refused.", new SocketException((int)SocketError.ConnectionRefused))).Get("Faults");

        foreach (var ask in Questions(table))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(ask);
        }
    }

    [Fact]
    public async Task EveryMember_WhenNoIdentityCanBeShown_IsUnavailable()
    {
        var table = Scripted(_ => throw new CredentialUnavailableException("None.")).Get("Faults");

        foreach (var ask in Questions(table))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(ask);
        }
    }

    [Fact]
    public async Task FindAsync_WhenTheCallerLeaves_IsCancelledAndNotUnavailable()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => azurite.Tables().Get("Left").FindAsync("p", "r", left.Token));
    }

    [Fact]
    public async Task AnswersAsync_OfAStoreThatAnswers_IsTrueAndOfOneThatDoesNot_IsFalse()
    {
        var time = new FakeTimeProvider();
        Assert.True(await new TableHealth(azurite.Tables(), time).AnswersAsync(default));

        var down = Scripted(_ => ScriptedHandler.Json(HttpStatusCode.ServiceUnavailable, "{}"));
        Assert.False(await new TableHealth(down, time).AnswersAsync(default));
    }

    [Fact]
    public async Task AnswersAsync_AskedAgainAndAgain_AsksTheStoreEveryTwoSeconds()
    {
        var time = new FakeTimeProvider();
        var handler = new ScriptedHandler(request => ScriptedHandler.Json(
            request.Method == HttpMethod.Get ? HttpStatusCode.NotFound : HttpStatusCode.Created, """{ "odata.error": { "code": "ResourceNotFound" } }"""));
        var health = new TableHealth(Scripted(handler), time);
        Assert.True(await health.AnswersAsync(default));
        var asked = handler.Asked.Count;

        Assert.True(await health.AnswersAsync(default));
        Assert.Equal(asked, handler.Asked.Count);

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await health.AnswersAsync(default));
        Assert.Equal(asked + 1, handler.Asked.Count);
    }

    private static IEnumerable<Func<Task>> Questions(StorageTable table) =>
    [
        () => table.FindAsync("p", "r", default),
        () => table.ListAsync("PartitionKey eq 'p'", default).AnyAsync().AsTask(),
        () => table.AddAsync(new TableEntity("p", "r"), default),
        () => table.ReplaceAsync(new TableEntity("p", "r"), ETag.All, default),
        () => table.DeleteAsync("p", "r", ETag.All, default),
        () => table.SubmitAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], default),
    ];

    private static Tables Scripted(Func<HttpRequestMessage, HttpResponseMessage> answer) => Scripted(new ScriptedHandler(answer));

    private static Tables Scripted(ScriptedHandler handler) => new(
        new TableServiceClient(
            "UseDevelopmentStorage=true",
            new TableClientOptions { Transport = new HttpClientTransport(new HttpClient(handler)), Retry = { MaxRetries = 0 } }),
        "t");

    private async Task<string[]> TableNamesAsync() =>
        await azurite.Tables().Service.QueryAsync().Select(table => table.Name).ToArrayAsync();
}
