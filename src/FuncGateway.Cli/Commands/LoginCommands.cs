using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw login</c>, <c>logout</c>, <c>whoami</c> and <c>console</c>: which gateway the commands are for, and as whom.</summary>
internal static class LoginCommands
{
    public static IEnumerable<Command> Create(CliEnvironment environment) => [Login(environment), Logout(environment), WhoAmI(environment), Console(environment)];

    private static FgwCommand Login(CliEnvironment environment)
    {
        var tenant = new Option<string>("--tenant") { Description = "The Microsoft Entra tenant of the gateway. Default: the one that the gateway names.", HelpName = "id" };
        return new FgwCommand(
            "login", "Uses the gateway of --url from now on, signed in by the Azure CLI or the Azure Developer CLI.",
            examples: ["fgw login --url https://contoso.azurewebsites.net"])
        {
            tenant,
        }.Does(environment, async invocation =>
        {
            var url = invocation.Url ?? environment.Variable(GatewayFinder.UrlVariable);
            if (url is null)
            {
                throw new CliException(ExitCodes.Usage, "The gateway is not named. Accepted: 'fgw login --url https://…'. A gateway on this machine needs no login: its key is found in its data folder.");
            }

            var address = GatewayAddress.Parse(url, "--url");
            using var anonymous = new GatewayFinder(environment).Of(address, new KnownBearer(null, ""));
            var signIn = await anonymous.SendAsync(Api.SignIn.At(), invocation.Cancellation);
            var entra = signIn?["entra"] ?? throw new CliException(
                ExitCodes.NotSignedIn,
                $"The gateway has no sign-in with Microsoft Entra; it accepts {string.Join(", ", Members.ListOf(signIn, "ways").Select(Printer.Safe).DefaultIfEmpty("nothing: its admin API is off"))}. Give the admin key in {GatewayFinder.TokenVariable}.");
            var (scope, ofTenant) = (Members.TextOf(entra, "scope"), invocation.Get(tenant) ?? TenantOf(Members.TextOf(entra, "authority")));
            using var client = new GatewayFinder(environment).Of(address, new AzureBearer(ofTenant, scope));
            var me = await client.SendAsync(Api.Me.At(), invocation.Cancellation);
            new SavedLogin(address.Url.GetLeftPart(UriPartial.Authority), scope, ofTenant).Save(environment.ConfigurationFolder);
            invocation.Print.One(me, $"{address.Url.GetLeftPart(UriPartial.Authority)}: {InWords(me)}. 'fgw logout' goes back to the gateway on this machine.");
        });
    }

    private static FgwCommand Logout(CliEnvironment environment) => new FgwCommand("logout", "Forgets the gateway of 'fgw login'.").Does(environment, invocation =>
    {
        invocation.Print.Say(SavedLogin.Delete(environment.ConfigurationFolder) ? "Commands are for the gateway on this machine again." : "There was no login.");
        return Task.CompletedTask;
    });

    private static FgwCommand WhoAmI(CliEnvironment environment) => new FgwCommand("whoami", "Shows the gateway that commands are for, and who you are there.").Does(environment, async invocation =>
    {
        var me = await invocation.SendAsync(Api.Me.At());
        invocation.Print.One(me, $"{invocation.Client.Address.Url.GetLeftPart(UriPartial.Authority)} ({invocation.Client.Address.Source}): {InWords(me)}");
    });

    private static FgwCommand Console(CliEnvironment environment)
    {
        var opens = new Option<bool>("--open") { Description = "Opens it in the browser." };
        return new FgwCommand("console", "Writes a link that signs you in to the web console, once, within a few minutes.") { opens }.Does(environment, async invocation =>
        {
            var link = await LinkAsync(invocation);
            invocation.Print.One(new JsonObject { ["url"] = link }, link);
            if (invocation.Get(opens) && !await LocalHost.Terminal.Browser.TryOpenAsync(link, invocation.Time, invocation.Cancellation))
            {
                invocation.Print.Note("fgw: No browser could be opened. Open the link yourself.");
            }
        });
    }

    // A gateway without sessions, such as one in Azure, signs people in with Microsoft Entra.
    private static async Task<string> LinkAsync(Invocation invocation)
    {
        var console = $"{invocation.Client.Address.Url.GetLeftPart(UriPartial.Authority)}/ui";
        try
        {
            var code = await invocation.SendAsync(Api.NewCode.At());
            return $"{console}#k={Members.TextOf(code, "code")}";
        }
        catch (CliException e) when (e.ExitCode == ExitCodes.NotFound)
        {
            return console;
        }
    }

    private static string InWords(JsonNode? me)
    {
        var roles = Members.ListOf(me, "roles").Select(Printer.Safe).ToArray();
        return $"{Printer.Safe(me?["name"])}, {(roles.Length == 0 ? "without a role" : string.Join(", ", roles))}";
    }

    private static string? TenantOf(string authority) => Uri.TryCreate(authority, UriKind.Absolute, out var url) && url.Segments.Length > 1 ? url.Segments[1].Trim('/') : null;
}
