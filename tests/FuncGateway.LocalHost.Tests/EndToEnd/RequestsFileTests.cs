using System.Text;
using System.Text.RegularExpressions;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>The requests of <c>requests.http</c>, sent as an editor would send them.</summary>
public sealed partial class RequestsFileTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Requests_OfTheFile_AreAnsweredByAGatewayThatIsSetUpAsTheReadmeSays()
    {
        await using var upstream = await JobsUpstream.StartAsync();
        await using var gateway = await LocalGateway.StartAsync(azurite);
        var grant = await gateway.Admin.SetUpAsync("jobs", upstream.Url, await File.ReadAllTextAsync(Checkout.Find("samples/jobs.policy.json") ?? ""));
        var variables = new Dictionary<string, string>
        {
            ["gateway"] = gateway.Url.ToString().TrimEnd('/'),
            ["grantToken"] = grant.Token,
            ["adminToken"] = gateway.AdminKey,
        };
        using var http = new HttpClient();
        var answered = new List<string>();

        foreach (var (title, request) in Read(await File.ReadAllTextAsync(Checkout.Find("requests.http") ?? ""), variables))
        {
            using (request)
            using (var response = await http.SendAsync(request))
            {
                var body = await response.Content.ReadAsStringAsync();
                Assert.True(response.IsSuccessStatusCode && !body.Contains("\"error\":", StringComparison.Ordinal), $"{title}: {(int)response.StatusCode} {body}");
                answered.Add(title);
            }
        }

        Assert.Equal(11, answered.Count);
        Assert.Equal(2, upstream.Calls.Of("list-async-jobs"));
    }

    // A variable that is given replaces the one of the file.
    private static IEnumerable<(string Title, HttpRequestMessage Request)> Read(string file, Dictionary<string, string> given)
    {
        var variables = Variable().Matches(file).ToDictionary(match => match.Groups[1].Value, match => given.GetValueOrDefault(match.Groups[1].Value) ?? match.Groups[2].Value);
        Assert.Empty(given.Keys.Except(variables.Keys));
        foreach (var section in file.Replace("\r", "", StringComparison.Ordinal).Split("\n### ").Skip(1))
        {
            var lines = Use().Replace(section, match => variables[match.Groups[1].Value]).Split('\n');
            var blank = Array.IndexOf(lines, "");
            yield return (lines[0], Request(lines[1..blank], string.Join('\n', lines[blank..]).Trim()));
        }
    }

    private static HttpRequestMessage Request(string[] head, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(head[0].Split(' ')[0]), head[0].Split(' ')[1]);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var header in head[1..].Select(line => line.Split(": ", 2)).Where(header => header[0] != "Content-Type"))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header[0], header[1]), header[0]);
        }

        return request;
    }

    [GeneratedRegex(@"^@(\w+) = (.*)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Use();
}
