using System.Collections.Concurrent;
using System.Text.Json;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Xunit.Abstractions;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>
/// Two hundred approvals on two gateway processes; at random moments one of them, the other or both are killed and started again. People decide each once, some of them
/// twice at the same time; every tenth call they leave alone. No call is made twice, none without an approval, and no approval is lost or left open.
/// </summary>
public sealed class ApprovalChaosTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Calls = 200;
    private const int AtOnce = 40;
    private const int Kills = 4;
    private const string Server = "chaos";

    /// <summary>The emulator of a busy machine may not answer in time; then nobody is asked, and the call is denied.</summary>
    private const string NotStored = "approvals cannot be stored at the moment";

    private static readonly string[] Final = ["consumed", "refused", "expired"];
    private readonly GatewayProcess?[] _gateways = new GatewayProcess?[2];
    private readonly ConcurrentDictionary<int, string> _answers = new();

    [Fact]
    public async Task Approvals_WhileProcessesAreKilled_AreNeitherLostNorUsedTwice()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed of the kills: {seed}");
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = request => Reply.Json($$$"""{"jsonrpc":"2.0","id":{{{AmountOf(request)}}},"result":{"content":[{"type":"text","text":"paid"}]}}""");
        await Task.WhenAll(StartAsync(0), StartAsync(1));
        try
        {
            var grant = await AskAsync(admin => admin.SetUpAsync(Server, upstream.Url, Policies.Approved("pay", hold: "2s", timeout: "40s")), 0);
            using var over = new CancellationTokenSource();
            var people = Task.WhenAll(DecideAsync(0, over.Token), DecideAsync(1, over.Token));
            var agents = Parallel.ForEachAsync(
                Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await CallAsync(grant, number));
            await Task.WhenAll(agents, KillAsync(new Random(seed)));
            await over.CancelAsync();
            await people;

            await AssertAsync(upstream);
        }
        finally
        {
            await Task.WhenAll(_gateways.Select(gateway => gateway?.DisposeAsync().AsTask() ?? Task.CompletedTask));
        }
    }

    private static bool IsApproved(int number) => number % 2 == 0 && number % 10 != 0;

    private static bool IsRefused(int number) => number % 2 == 1;

    private async Task AssertAsync(ScriptedUpstream upstream)
    {
        var made = upstream.Requests.Select(AmountOf).ToArray();
        Assert.Equal(made.Distinct().Order(), made.Order());
        Assert.All(made, number => Assert.True(IsApproved(number), $"Call {number} was made without an approval."));
        Assert.All(Enumerable.Range(0, Calls).Where(IsRefused), number => Assert.StartsWith("[POLICY DENIED]", _answers[number], StringComparison.Ordinal));

        // Whatever waited when a process died runs out by itself.
        IReadOnlyList<JsonElement> approvals = [];
        await Eventually.Async(async () => (approvals = await AskAsync(admin => admin.ListApprovalsAsync(Server, null), 0)).All(approval => Final.Contains(StateOf(approval))), "every approval is closed");

        var asked = approvals.Select(approval => IdOf(approval).Split('-')[0]).Distinct().Count();
        Assert.True(asked == Calls, $"{asked} of {Calls} calls have an approval. What they were answered: {string.Join(", ", _answers.Values.CountBy(answer => answer).Select(each => $"{each.Value} x {each.Key}"))}");
        Assert.True(made.Length <= approvals.Count(approval => StateOf(approval) == "consumed"));
        Assert.InRange(made.Length, 1, Enumerable.Range(0, Calls).Count(IsApproved));
    }

    /// <summary>An agent: repeats its call, at the gateway that answers, until it gets more than "pending" or "not stored".</summary>
    private Task CallAsync(GrantWithToken grant, int number) => Eventually.Async(
        async () =>
        {
            _answers[number] = await RetryAsync(
                async gateway =>
                {
                    using var post = new McpPost(grant with { McpUrl = new Uri(gateway.Url, $"/mcp/{Server}") });
                    return await TextAsync(post, number);
                },
                number);
            return !_answers[number].StartsWith("[APPROVAL PENDING]", StringComparison.Ordinal) && !_answers[number].Contains(NotStored, StringComparison.Ordinal);
        },
        $"call {number} is answered for good");

    private static async Task<string> TextAsync(McpPost post, int number)
    {
        using var response = await post.SendAsync(post.Request(McpPost.Call("pay", $$"""{"amount":{{number}}}""", $"{number}")));
        response.ThrowIfUnavailable();
        var text = await response.Content.ReadAsStringAsync();
        var json = text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        var message = JsonSerializer.Deserialize<JsonElement>(json);
        return message.TryGetProperty("result", out var result)
            ? result.GetProperty("content")[0].GetProperty("text").GetString() ?? ""
            : message.GetProperty("error").GetProperty("message").GetString() ?? "";
    }

    /// <summary>A person at one of the gateways. Two of them see the same list and often decide the same approval at the same moment.</summary>
    private async Task DecideAsync(int at, CancellationToken over)
    {
        using var rounds = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await using var end = over.Register(rounds.Dispose);
        do
        {
            foreach (var approval in await AskAsync(admin => admin.ListApprovalsAsync(Server, "pending"), at))
            {
                var number = await NumberOfAsync(approval, at);

                // A second round is the same call again, after one that may have been made: nobody approves that.
                if (IdOf(approval).EndsWith("-1", StringComparison.Ordinal) && (IsApproved(number) || IsRefused(number)))
                {
                    var status = await AskAsync(admin => admin.DecideAsync(IdOf(approval), IsApproved(number) ? "approve" : "refuse"), at);
                    Assert.Contains(status, new[] { 200, 409 });
                }
            }
        }
        while (await rounds.WaitForNextTickAsync(CancellationToken.None));
    }

    /// <summary>The number of the call; 0, which nobody decides on, when its arguments are gone.</summary>
    private Task<int> NumberOfAsync(JsonElement approval, int at) => AskAsync(
        async admin => (await admin.GetApprovalAsync(IdOf(approval))) is { ValueKind: JsonValueKind.Object } view && view.GetProperty("arguments") is { ValueKind: JsonValueKind.Object } arguments
            ? arguments.GetProperty("amount").GetInt32()
            : 0,
        at);

    private async Task KillAsync(Random random)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 4000)), TimeProvider.System);
            int[] victims = random.Next(3) switch { 0 => [0], 1 => [1], _ => [0, 1] };
            foreach (var at in victims)
            {
                var gateway = _gateways[at];
                _gateways[at] = null;
                await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
            }

            await Task.WhenAll(victims.Select(StartAsync));
        }
    }

    private async Task StartAsync(int at) => _gateways[at] = await GatewayProcess.StartAsync(azurite, $"--FuncGateway:Approvals:MaxPendingPerGrant={Calls}");

    private Task<T> AskAsync<T>(Func<AdminClient, Task<T>> ask, int at) => RetryAsync(
        async gateway =>
        {
            using var admin = new AdminClient(gateway.Url.ToString(), GatewayProcess.AdminKey);
            return await ask(admin);
        },
        at);

    /// <summary>Tries one gateway and the other in turn, until one of them answers.</summary>
    private async Task<T> RetryAsync<T>(Func<GatewayProcess, Task<T>> use, int at)
    {
        T? answer = default;
        await Eventually.Async(
            async () =>
            {
                if (_gateways[at++ % 2] is not { } gateway)
                {
                    return false;
                }

                try
                {
                    answer = await use(gateway);
                    return true;
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    return false;
                }
            },
            "one of the gateways answers");
        return answer ?? throw new InvalidOperationException("A gateway answered null.");
    }

    private static int AmountOf(RecordedRequest request) =>
        JsonSerializer.Deserialize<JsonElement>(request.Text).GetProperty("params").GetProperty("arguments").GetProperty("amount").GetInt32();

    private static string IdOf(JsonElement approval) => approval.GetProperty("id").GetString() ?? "";

    private static string StateOf(JsonElement approval) => approval.GetProperty("state").GetString() ?? "";
}
