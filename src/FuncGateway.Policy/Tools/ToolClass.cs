namespace FuncGateway.Policies.Tools;

/// <summary>What a tool does to the world, in ascending severity.</summary>
public enum ToolClass
{
    /// <summary>It returns information.</summary>
    Read,

    /// <summary>It creates or changes something that can be changed back.</summary>
    Write,

    /// <summary>It runs something: code, a command, a process, another tool, a control of a user interface.</summary>
    Execute,

    /// <summary>It deletes something.</summary>
    Destructive,

    /// <summary>It moves money or commits to moving it.</summary>
    Financial,
}
