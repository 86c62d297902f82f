using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Node;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw doctor</c>: what is wrong with this machine, or with the gateway.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(30);
    private static readonly Column[] Columns = [new("ok", "/ok"), new("check", "/check"), new("found", "/found")];

    public static FgwCommand Create(CliEnvironment environment) => new FgwCommand(
        "doctor", "Checks this machine and the gateway: Node.js, address, clock, sign-in, storage, secrets, engine, servers, audit log.",
        exitCodes: "1 if something is wrong.").Does(environment, async invocation =>
    {
        var checks = new List<Check>();
        if (invocation.Client.Address.Url.IsLoopback)
        {
            checks.Add(await NodeAsync(invocation));
        }

        var health = await HealthAsync(invocation);
        checks.AddRange(health);
        if (health.TrueForAll(check => check.Ok))
        {
            checks.AddRange(await GatewayAsync(invocation));
        }

        Write(invocation, checks);
        return checks.TrueForAll(check => check.Ok) ? ExitCodes.Ok : ExitCodes.Failed;
    });

    private static void Write(Invocation invocation, List<Check> checks)
    {
        if (!invocation.Print.IsForPerson)
        {
            invocation.Print.Rows([.. checks.Select(check => new JsonObject { ["ok"] = check.Ok, ["check"] = check.Name, ["found"] = check.Found })], Columns, "");
            return;
        }

        foreach (var check in checks)
        {
            var mark = check.Ok ? invocation.Terminal.Colour("✓", TextColour.Green) : invocation.Terminal.Colour("✗", TextColour.Red);
            invocation.Print.Say($"{mark} {check.Name,-11} {check.Found}");
        }
    }

    private static async Task<Check> NodeAsync(Invocation invocation)
    {
        try
        {
            var tools = await NodeTools.FindAsync("The storage emulator", invocation.Cancellation);
            return new Check("node", true, $"{tools.Version} at {tools.Node}");
        }
        catch (NodeSetupException e)
        {
            return new Check("node", false, e.Message);
        }
    }

    // The address and the clock are known from the first answer, whatever it says.
    private static async Task<List<Check>> HealthAsync(Invocation invocation)
    {
        var address = $"{invocation.Client.Address.Url.GetLeftPart(UriPartial.Authority)} ({invocation.Client.Address.Source})";
        try
        {
            var sent = invocation.Time.GetUtcNow();
            var date = await invocation.Client.ReadDateAsync(Api.Health.At(), invocation.Cancellation);
            return [new Check("gateway", true, address), Clock(date, sent)];
        }
        catch (CliException e)
        {
            return [new Check("gateway", false, e.Message)];
        }
    }

    // Tokens and signatures are refused if the clocks differ by minutes.
    private static Check Clock(DateTimeOffset? gateway, DateTimeOffset here)
    {
        if (gateway is not { } there)
        {
            return new Check("clock", true, "the gateway does not tell its time");
        }

        var skew = (there - here).Duration();
        var text = $"the gateway's is {Math.Round(skew.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s {(there > here ? "ahead of" : "behind")} this machine's";
        return new Check("clock", skew <= MaxSkew, skew <= MaxSkew ? "the gateway's and this machine's agree" : text);
    }

    private static async Task<IEnumerable<Check>> GatewayAsync(Invocation invocation)
    {
        try
        {
            var me = await invocation.SendAsync(Api.Me.At());
            var roles = Members.ListOf(me, "roles").Select(Printer.Safe).ToArray();
            var (settings, overview) = (await invocation.SendAsync(Api.Settings.At()), await invocation.SendAsync(Api.Overview.At()));
            var problems = Members.ListOf(overview, "servers").ToDictionary(server => Members.TextOf(server, "id"), server => Printer.Safe(server?["problem"]));
            return
            [
                new Check("sign-in", roles.Length > 0, $"{Printer.Safe(me?["name"])}, {string.Join(", ", roles.DefaultIfEmpty("without a role, so nothing is shown"))}"),
                new Check("version", true, $"{Printer.Safe(settings?["version"])}, {Printer.Safe(settings?["host"])}, at {Printer.Safe(settings?["address"])}"),
                .. Members.ListOf(settings, "health").Select(part => new Check(Printer.Safe(part?["part"]), part?["ok"]?.GetValue<bool>() == true, Printer.Safe(part?["detail"]))),
                HostNames(settings),
                .. (await invocation.ListAsync(Api.Servers.At())).Select(server => Server(server, problems.GetValueOrDefault(Members.IdOf(server), ""))),
                .. Audit(overview?["audit"]),
                .. Freeze(overview?["frozen"]),
            ];
        }
        catch (CliException e)
        {
            return [new Check("sign-in", false, e.Message)];
        }
    }

    private static Check HostNames(JsonNode? settings)
    {
        var names = Members.ListOf(settings, "settings").Where(each => Members.TextOf(each, "name").Contains("PublicHosts", StringComparison.Ordinal)).Select(each => Printer.Safe(each?["value"])).ToArray();
        return new Check("host names", true, names.Length == 0 ? "any" : string.Join(", ", names));
    }

    private static Check Server(JsonNode server, string problem) => new("server", problem.Length == 0, $"{Members.IdOf(server)}: {(problem.Length == 0 ? "no problem known" : problem)}");

    private static IEnumerable<Check> Audit(JsonNode? audit)
    {
        if (audit is not null)
        {
            var ok = audit["ok"]?.GetValue<bool>() == true;
            yield return new Check("audit log", ok, ok ? $"verified {Printer.Safe(audit["verifiedAt"])}" : $"{audit["problems"]} problems; see 'fgw audit verify'");
        }
    }

    private static IEnumerable<Check> Freeze(JsonNode? frozen)
    {
        if (frozen is not null)
        {
            yield return new Check("freeze", false, $"every call is refused, since {Printer.Safe(frozen["since"])} by {Printer.Safe(frozen["by"])}");
        }
    }

    private sealed record Check(string Name, bool Ok, string Found);
}
