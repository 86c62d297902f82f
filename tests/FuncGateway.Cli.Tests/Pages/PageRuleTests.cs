using FuncGateway.Cli.Tests.Running;
using FuncGateway.Core;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>What the pages say is checked also where it cannot be run here.</summary>
public sealed class PageRuleTests
{
    [Fact]
    public async Task Pages_HaveNoProblems()
    {
        var rules = await RulesAsync();
        AssertNone(CommandPage.AllNames.SelectMany(name => rules.Problems(CommandPage.Read(name), CommandPage.Names.Contains(name))));
    }

    [Fact]
    public async Task Blocks_OfThePages_AreReadByTheirShells() => AssertNone(await ShellSyntax.ProblemsAsync([.. CommandPage.Names.Select(CommandPage.Read)]));

    private static void AssertNone(IEnumerable<string> problems) => Assert.True(!problems.Any(), string.Join('\n', problems));

    [Theory]
    [InlineData("```sh bogus\nfgw server ls\n```", "page.md:2: the block is marked 'bogus'. Accepted: azure, client, long.")]
    [InlineData("```sh\nfgw server lst\n```", "page.md:2: fgw does not know 'lst'")]
    [InlineData("```\nfgw log --folow\n```", "page.md:2: fgw does not know '--folow'")]
    [InlineData("```sh long\nfgw policy publish x.json\n```", "page.md:2: Option '--server' is required.")]
    [InlineData("Then `fgw grant revok GRANT`.", "page.md:1: `fgw grant revok GRANT`: fgw does not know 'revok'")]
    [InlineData("```sh azure\nazd env exec -- ls\n```", "page.md:2: azd has no command 'env exec' of its own")]
    [InlineData("```sh azure\nazd up --purge\n```", "page.md:2: 'azd up' has no option --purge")]
    [InlineData("```sh azure\nazd env set GATEWAY_NOTHING 1\n```", "page.md:2: neither a parameter nor an output of the deployment is called GATEWAY_NOTHING")]
    [InlineData("```sh azure\naz functionapps stop\n```", "page.md:2: 'az functionapps stop' is not in the list of commands")]
    [InlineData("```sh azure\naz keyvault show --name \"$(azd env got-value GATEWAY_VAULT_NAME)\"\n```", "page.md:2: azd has no command 'env got-value GATEWAY_VAULT_NAME' of its own")]
    [InlineData("```sh azure\naz keyvault show --name \"$GATEWAY_VAULT\"\n```\n\n```powershell azure\naz keyvault show\n```", "page.md:2: nothing sets the variable GATEWAY_VAULT")]
    [InlineData("```sh\ncurl \"$(azd env get-value GATEWAY_URL)/healtz\"\n```", "page.md:2: the gateway has no /healtz")]
    [InlineData("At `https://<app>/api/grant`.", "page.md:1: the gateway has no /api/grant")]
    [InlineData("```sh\nexport X=1\n```", "page.md:2: PowerShell differs (export X=), and no block of powershell follows")]
    [InlineData("```sh\nrm x\n```\n\nIn PowerShell:\n\n```powershell\nRemove-Item x\n```", "page.md:2: PowerShell differs (rm), and no block of powershell follows\npage.md:8: a block of powershell follows the block of sh that it replaces")]
    [InlineData("```sh azure\nrm x\n```\n\n```powershell\nRemove-Item x\n```", "page.md:2: the block of powershell that follows is marked '', this one 'azure'")]
    [InlineData("```sh\nnpm install @scope/name\n```", "page.md:2: PowerShell differs (@scope/name without quotes), and no block of powershell follows")]
    [InlineData("```sh\nfgw server ls \\\n  -o json\n```", "page.md:2: PowerShell differs (a line that goes on after a backslash), and no block of powershell follows")]
    [InlineData("```sh azure\nNAME=$(azd env get-value GATEWAY_VAULT_NAME) # the vault\naz keyvault show --name \"$NAME\" | fgw policy check - > x\n```\n\n```powershell azure\n$name = azd env get-value GATEWAY_VAULT_NAME\naz keyvault show --name $name\n```\n\n`fgw grant`, `fgw policy try SERVER …`, `fgw policy restore SERVER POLICY REVISION`, `https://<app>/mcp/<server>`", "")]
    public async Task Page_WithSomethingFalse_IsFound(string text, string found) =>
        Assert.Equal(found, string.Join('\n', (await RulesAsync()).Problems(CommandPage.Of("page.md", text), isForBothShells: true)));

    [Fact]
    public async Task Blocks_ThatShellsCannotRead_AreFound()
    {
        var problems = await ShellSyntax.ProblemsAsync([CommandPage.Of("page.md", "```sh azure\nif true; then echo\n```\n\n```powershell azure\nif (1) {\n```\n\n```sh azure\ngit checkout <release>\n```\n\n```sh azure\nazd up\n```\n")]);

        Assert.Contains(problems, problem => problem.StartsWith("page.md:2: sh cannot read it: ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("page.md:6: PowerShell cannot read it: ", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("page.md:10: PowerShell cannot read it: ", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.StartsWith("page.md:14:", StringComparison.Ordinal));
    }

    private static async Task<PageRules> RulesAsync()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        return new PageRules(new ApiDocument((await gateway.SendAsync("GET", Paths.OpenApiDocument)).Json));
    }
}
